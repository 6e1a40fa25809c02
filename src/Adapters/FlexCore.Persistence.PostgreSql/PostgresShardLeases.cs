using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Writing;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Shard leases without a cluster: whoever asks gets the shard. Thread-safe.</summary>
internal sealed class PostgresShardLeases(TakeOver takeOver, int shardCount) : IShardLeases
{
    // Rows are locked in the order of their numbers, as appends lock them, so that the two never wait for each other in a circle.
    private const string AcquireSql = """
        WITH wanted AS MATERIALIZED (SELECT s.shard FROM shard s WHERE s.shard = ANY($1) ORDER BY s.shard FOR UPDATE),
        taken AS (UPDATE shard s SET epoch = s.epoch + 1, owner = $2 FROM wanted w WHERE s.shard = w.shard RETURNING s.shard, s.epoch),
        version AS (UPDATE store SET shard_version = shard_version + 1)
        SELECT shard, epoch, $2 FROM taken ORDER BY shard
        """;

    public int ShardCount => shardCount;

    public async ValueTask<ShardLease> AcquireAsync(int shard, string owner, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, shardCount);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        cancellationToken.ThrowIfCancellationRequested();
        return (await takeOver.RunAsync(AcquireSql, [shard], owner, cancellationToken).ConfigureAwait(false))[0];
    }

    public async ValueTask<IReadOnlyList<ShardLease>> AcquireAllAsync(string owner, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        cancellationToken.ThrowIfCancellationRequested();
        return await takeOver.RunAsync(AcquireSql, [.. Enumerable.Range(0, shardCount)], owner, cancellationToken).ConfigureAwait(false);
    }
}
