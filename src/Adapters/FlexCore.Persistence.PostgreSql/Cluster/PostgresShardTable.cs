using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Writing;

namespace FlexCore.Persistence.PostgreSql.Cluster;

/// <summary>The shard table. Every call is one statement that locks the rows in the order of their numbers, as appends do. Thread-safe.</summary>
internal sealed class PostgresShardTable(PostgresDatabase database, TakeOver takeOver, int shardCount) : IShardTable
{
    private const string ReadSql = """
        SELECT s.shard_version, h.shard, h.epoch, h.owner, a.node FROM store s CROSS JOIN shard h LEFT JOIN shard_assignment a ON a.shard = h.shard ORDER BY h.shard
        """;

    // The leader's row is locked, so that a successor cannot take the lease and decide while this is being written.
    private const string AssignSql = """
        WITH leader AS MATERIALIZED (SELECT 1 FROM lease l WHERE l.name = $1 AND l.epoch = $2 AND l.owner = $3 AND l.expires_at > '-infinity' FOR SHARE),
        written AS (
          INSERT INTO shard_assignment (shard, node)
          SELECT w.shard, w.node FROM unnest($4, $5) AS w(shard, node) WHERE EXISTS (SELECT 1 FROM leader) ORDER BY w.shard
          ON CONFLICT (shard) DO UPDATE SET node = excluded.node RETURNING 1),
        version AS (UPDATE store SET shard_version = shard_version + 1 WHERE EXISTS (SELECT 1 FROM written))
        SELECT count(*) FROM leader
        """;

    private static readonly string _acquireSql = $"""
        WITH wanted AS MATERIALIZED (
          SELECT s.shard FROM shard s JOIN shard_assignment a ON a.shard = s.shard
          WHERE s.shard = ANY($1) AND a.node = $2 AND {MemberRow.IsAlive("$2")}
            AND (s.owner IS NULL OR s.owner = $2 OR NOT {MemberRow.IsAlive("s.owner")})
          ORDER BY s.shard FOR NO KEY UPDATE OF s),
        taken AS (UPDATE shard s SET epoch = s.epoch + 1, owner = $2 FROM wanted w WHERE s.shard = w.shard RETURNING s.shard, s.epoch),
        version AS (UPDATE store SET shard_version = shard_version + 1 WHERE EXISTS (SELECT 1 FROM wanted))
        SELECT t.shard, t.epoch, $2 FROM taken t ORDER BY array_position($1, t.shard)
        """;

    private const string ReleaseSql = """
        WITH held AS MATERIALIZED (
          SELECT s.shard FROM shard s JOIN unnest($1, $2, $3) AS l(shard, epoch, owner) ON s.shard = l.shard AND s.epoch = l.epoch AND s.owner = l.owner
          ORDER BY s.shard FOR NO KEY UPDATE OF s),
        released AS (UPDATE shard s SET owner = NULL FROM held h WHERE s.shard = h.shard)
        UPDATE store SET shard_version = shard_version + 1 WHERE EXISTS (SELECT 1 FROM held)
        """;

    public int ShardCount => shardCount;

    public async ValueTask<ShardTableSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(
            ReadSql,
            [],
            static reader => (
                Version: reader.GetInt64(0),
                Row: new ShardRow(
                    reader.GetInt32(1), reader.GetInt64(2), Node(reader.IsDBNull(3) ? null : reader.GetString(3)), Node(reader.IsDBNull(4) ? null : reader.GetString(4)))),
            cancellationToken).ConfigureAwait(false);
        return new ShardTableSnapshot(rows[0].Version, [.. rows.Select(static row => row.Row)]);
    }

    public async ValueTask<bool> AssignAsync(NamedLease leader, IReadOnlyList<ShardAssignment> assignments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leader);
        ArgumentNullException.ThrowIfNull(assignments);
        RequireShards(assignments.Select(static assignment => assignment.Shard));

        // One statement changes a row once; of several decisions for a shard the last one counts.
        var last = assignments.GroupBy(static assignment => assignment.Shard).ToDictionary(static shard => shard.Key, static shard => shard.Last().Node.ToString());
        var led = await database.QueryAsync(
            AssignSql,
            [
                Parameter.Of(leader.Name), Parameter.Of(leader.Epoch), Parameter.Of(leader.Owner.ToString()),
                Parameter.Of<int[]>([.. last.Keys]),
                Parameter.Of<string[]>([.. last.Values]),
            ],
            static reader => reader.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return led[0] == 1;
    }

    public async ValueTask<IReadOnlyList<ShardLease>> AcquireAsync(NodeId node, IReadOnlyList<int> shards, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(shards);
        RequireShards(shards);
        return await takeOver.RunAsync(_acquireSql, [.. shards], node.ToString(), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReleaseAsync(IReadOnlyList<ShardLease> leases, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leases);
        RequireShards(leases.Select(static lease => lease.Shard));
        await database.ExecuteAsync(
            ReleaseSql,
            [
                Parameter.Of<int[]>([.. leases.Select(static lease => lease.Shard)]), Parameter.Of<long[]>([.. leases.Select(static lease => lease.Epoch)]),
                Parameter.Of<string[]>([.. leases.Select(static lease => lease.Owner)]),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    // An owner that took its lease without a cluster has no node id. It is no member, so its shards are free, as if there were none.
    private static NodeId? Node(string? text) => text is not null && text.Contains('@', StringComparison.Ordinal) ? NodeId.Parse(text) : null;

    private void RequireShards(IEnumerable<int> shards)
    {
        foreach (var shard in shards)
        {
            if (shard < 0 || shard >= shardCount)
            {
                throw new ArgumentOutOfRangeException(nameof(shards), shard, $"There is no shard {shard}: the store has shards 0 to {shardCount - 1}.");
            }
        }
    }
}
