using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite;

/// <summary>Which entities there are: the index over streams, and what memory knows above it. Thread-safe.</summary>
internal sealed class SqliteEntityDirectory(StreamHeads heads, ReaderPool readers) : IEntityDirectory
{
    private const int PageSize = 256;

    public async IAsyncEnumerable<EntityId> ListAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);

        // Memory is looked at first: what moves from it into the index afterwards is in the index when that is read below.
        var found = heads.WithEvents(kind).ToHashSet();
        foreach (var id in found)
        {
            yield return id;
        }

        var walk = new StreamWalk(kind);
        while (!walk.IsAtEnd)
        {
            var page = new List<EntityId>();
            using (var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false))
            {
                walk.Read(rental.Reader.Runs, page, PageSize);
            }

            foreach (var id in page.Where(id => !found.Contains(id)))
            {
                yield return id;
            }
        }
    }
}
