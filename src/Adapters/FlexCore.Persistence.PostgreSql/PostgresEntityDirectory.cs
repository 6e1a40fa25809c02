using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Which entities there are: an index holds the first event of each. Thread-safe.</summary>
internal sealed class PostgresEntityDirectory(PostgresDatabase database) : IEntityDirectory
{
    private const int PageSize = 1_000;

    internal const string PageSql = """
        SELECT e.stream FROM event e WHERE split_part(e.stream, '/', 2) = $1 AND e.version = 1 AND e.stream > $2 ORDER BY e.stream LIMIT $3
        """;

    public async IAsyncEnumerable<EntityId> ListAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        var after = "";
        while (true)
        {
            var page = await database.QueryAsync(
                PageSql,
                [Parameter.Of(kind), Parameter.Of(after), Parameter.Of((long)PageSize)],
                static reader => reader.GetString(0),
                cancellationToken).ConfigureAwait(false);
            foreach (var stream in page)
            {
                yield return EntityId.Parse(stream);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1];
        }
    }
}
