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
        var found = heads.NotIndexed(id => string.Equals(id.Kind, kind, StringComparison.Ordinal)).ToHashSet();
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

    public async ValueTask<IReadOnlyList<EntityId>> ReadAsync(EntityRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var merge = new RangeMerge(range, heads.NotIndexed(range.Contains));
        var after = range.IsHopeless ? null : range.Begin;
        while (after is not null && !merge.IsFull)
        {
            using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
            for (var step = 0; step < PageSize && after is not null && !merge.IsFull; step++)
            {
                after = rental.Reader.Runs.NextStream(after);
                if (after is not null && string.CompareOrdinal(after, range.End) >= 0)
                {
                    after = null;
                }

                if (after is not null)
                {
                    merge.Add(EntityId.Parse(after));
                }
            }
        }

        merge.End();
        return merge.Items;
    }

    public async ValueTask<long> CountAsync(EntityRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (range.IsHopeless)
        {
            return 0;
        }

        var fresh = heads.NotIndexed(range.Contains);
        using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
        return rental.Reader.Count(range, fresh);
    }
}
