using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Which entities there are: an index holds the first event of each. Thread-safe.</summary>
internal sealed class PostgresEntityDirectory(PostgresDatabase database) : IEntityDirectory
{
    private const int PageSize = 1_000;

    internal const string PageSql = """
        SELECT e.stream FROM event e WHERE split_part(e.stream, '/', 2) = $1 AND e.version = 1 AND e.stream > $2 ORDER BY e.stream LIMIT $3
        """;

    // What only the index has: the names of first events, in order. The first condition is the index's; the range is what is wanted of it.
    private const string RangeSql = """
        FROM event e WHERE split_part(e.stream, '/', 2) = $1 AND e.version = 1 AND e.stream > $2 AND e.stream < $3
          AND ($4 = '' OR strpos(lower(substr(e.stream, $5)), $4) > 0)
        """;

    internal const string PartSql = $"SELECT e.stream {RangeSql} ORDER BY e.stream LIMIT $6 OFFSET $7";

    internal const string CountSql = $"SELECT count(*) {RangeSql}";

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

    public async ValueTask<IReadOnlyList<EntityId>> ReadAsync(EntityRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        return range.IsHopeless
            ? []
            : await database.QueryAsync(
                PartSql,
                [.. ParametersOf(range), Parameter.Of((long)range.Limit), Parameter.Of((long)range.Skip)],
                static reader => EntityId.Parse(reader.GetString(0)),
                cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> CountAsync(EntityRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        return range.IsHopeless
            ? 0
            : (await database.QueryAsync(CountSql, ParametersOf(range), static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false)).Single();
    }

    private static NpgsqlParameter[] ParametersOf(EntityRange range) =>
        [Parameter.Of(range.Kind), Parameter.Of(range.Begin), Parameter.Of(range.End), Parameter.Of(range.LoweredText), Parameter.Of(range.KeyAt)];
}
