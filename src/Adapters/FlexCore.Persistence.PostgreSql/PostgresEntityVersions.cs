using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Newest versions by two indexes: the first events of a kind, and for each of them the last event of its stream. Thread-safe.</summary>
internal sealed class PostgresEntityVersions(PostgresDatabase database) : IEntityVersions
{
    internal const string Sql = """
        SELECT e.stream, newest.version FROM event e
        CROSS JOIN LATERAL (SELECT n.version FROM event n WHERE n.stream = e.stream ORDER BY n.version DESC LIMIT 1) newest
        WHERE split_part(e.stream, '/', 2) = $1 AND e.version = 1
        """;

    public async ValueTask<IReadOnlyDictionary<EntityId, long>> ReadAsync(string kind, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        var rows = await database.QueryAsync(
            Sql, [Parameter.Of(kind)], static reader => (Stream: reader.GetString(0), Version: reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(static row => EntityId.Parse(row.Stream), static row => row.Version);
    }
}
