using FlexCore.Application.Cluster;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Cluster;

/// <summary>The membership table. Every call is one statement; every write first raises the version that it was decided on, which is what orders them. Thread-safe.</summary>
internal sealed class PostgresMembershipTable(PostgresDatabase database) : IMembershipTable
{
    private const string VersionStep = "UPDATE store SET membership_version = membership_version + 1 WHERE membership_version = $1";

    private const string ReadSql = $"""
        SELECT s.membership_version, clock_timestamp(), {MemberRow.Columns}
        FROM store s LEFT JOIN member m ON true ORDER BY m.name, m.incarnation
        """;

    // An incarnation that the name has had before is refused, also when its row was removed: dead stays dead.
    private const string InsertSql = $"""
        WITH version AS ({VersionStep} AND NOT EXISTS (SELECT 1 FROM member_name n WHERE n.name = $2 AND n.incarnation >= $3) RETURNING 1),
        name AS (
          INSERT INTO member_name AS n (name, incarnation) SELECT $2, $3 FROM version
          ON CONFLICT (name) DO UPDATE SET incarnation = excluded.incarnation)
        INSERT INTO member (name, incarnation, status, host, port, http_url, roles, program, protocol_low, protocol_high,
          suspected_by, suspected_at, started_at, heartbeat_at)
        SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now.at, now.at FROM version, clock_timestamp() AS now(at)
        """;

    private const string UpdateSql = $"""
        WITH version AS ({VersionStep}
          AND EXISTS (SELECT 1 FROM member m WHERE m.name = $2 AND m.incarnation = $3 AND m.status <> {MemberRow.Down}) RETURNING 1)
        UPDATE member m SET status = $4, host = $5, port = $6, http_url = $7, roles = $8, program = $9, protocol_low = $10, protocol_high = $11,
          suspected_by = $12, suspected_at = $13
        FROM version WHERE m.name = $2 AND m.incarnation = $3
        """;

    private const string RemoveSql = $"""
        WITH old AS (SELECT m.name, m.incarnation FROM member m WHERE m.status = {MemberRow.Down} AND m.heartbeat_at < $2),
        version AS (
          UPDATE store SET membership_version = membership_version + CASE WHEN EXISTS (SELECT 1 FROM old) THEN 1 ELSE 0 END
          WHERE membership_version = $1 RETURNING 1),
        removed AS (DELETE FROM member m USING old, version WHERE m.name = old.name AND m.incarnation = old.incarnation)
        SELECT count(*) FROM version
        """;

    // A heartbeat that a crash of the server forgets costs nothing, so it waits for no flush.
    internal const string HeartbeatSql = $"""
        WITH beat AS (
          UPDATE member m SET heartbeat_at = clock_timestamp() FROM set_config('synchronous_commit', 'off', true)
          WHERE m.name = $1 AND m.incarnation = $2 AND m.status <> {MemberRow.Down} RETURNING m.status)
        SELECT coalesce((SELECT status FROM beat), (SELECT m.status FROM member m WHERE m.name = $1 AND m.incarnation = $2)),
          s.membership_version, s.shard_version, clock_timestamp()
        FROM store s
        """;

    public async ValueTask<MembershipSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(
            ReadSql,
            [],
            static reader => (Version: reader.GetInt64(0), At: MemberRow.Time(reader, 1), Member: reader.IsDBNull(2) ? null : MemberRow.Read(reader, 2)),
            cancellationToken).ConfigureAwait(false);
        return new MembershipSnapshot(rows[0].Version, [.. rows.Select(static row => row.Member).OfType<Member>()], rows[0].At);
    }

    public ValueTask<bool> TryInsertAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default) =>
        WriteAsync(InsertSql, member, expectedVersion, cancellationToken);

    public ValueTask<bool> TryUpdateAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default) =>
        WriteAsync(UpdateSql, member, expectedVersion, cancellationToken);

    public async ValueTask<bool> TryRemoveDownAsync(DateTimeOffset downBefore, long expectedVersion, CancellationToken cancellationToken = default)
    {
        NpgsqlParameter[] parameters = [Parameter.Of(expectedVersion), Parameter.Of(downBefore.UtcDateTime)];
        return (await database.QueryAsync(RemoveSql, parameters, static reader => reader.GetInt64(0), cancellationToken, mayRepeat: false).ConfigureAwait(false))[0] == 1;
    }

    public async ValueTask<long> NextIncarnationAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        const string sql = "SELECT coalesce(max(incarnation), 0) + 1 FROM member_name WHERE name = $1";
        return (await database.QueryAsync(sql, [Parameter.Of(name)], static reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
    }

    public async ValueTask<HeartbeatReply> HeartbeatAsync(NodeId node, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        var rows = await database.QueryAsync(
            HeartbeatSql,
            [Parameter.Of(node.Name), Parameter.Of(node.Incarnation)],
            static reader => new HeartbeatReply(
                reader.IsDBNull(0) ? null : (MemberStatus)reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), MemberRow.Time(reader, 3)),
            cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    private async ValueTask<bool> WriteAsync(string sql, Member member, long expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(member);
        NpgsqlParameter[] parameters = [Parameter.Of(expectedVersion), .. MemberRow.Parameters(member)];
        return await database.ExecuteAsync(sql, parameters, cancellationToken).ConfigureAwait(false) == 1;
    }
}
