using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite;

/// <summary>Shard leases, taken by the writer in order with the appends they fence. Thread-safe.</summary>
internal sealed class SqliteShardLeases(CommitLoop loop, int shardCount) : IShardLeases
{
    public int ShardCount => shardCount;

    public async ValueTask<ShardLease> AcquireAsync(int shard, string owner, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, shardCount);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        cancellationToken.ThrowIfCancellationRequested();
        return (await AcquireAsync([shard], owner, cancellationToken).ConfigureAwait(false))[0];
    }

    public async ValueTask<IReadOnlyList<ShardLease>> AcquireAllAsync(string owner, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        cancellationToken.ThrowIfCancellationRequested();
        return await AcquireAsync([.. Enumerable.Range(0, shardCount)], owner, cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<ShardLease>> AcquireAsync(int[] shards, string owner, CancellationToken cancellationToken)
    {
        // Only what was acquired is taken back: the disk may fail between two shards, and the others' owners go on.
        var acquired = new List<ShardLease>(shards.Length);
        var work = new SessionWork<IReadOnlyList<ShardLease>>(
            session =>
            {
                foreach (var shard in shards)
                {
                    acquired.Add(session.Acquire(shard, owner));
                }

                return new Answer<IReadOnlyList<ShardLease>>(acquired);
            },
            session => acquired.ForEach(lease => session.TakeBackLease(lease.Shard)));
        return loop.RunAsync(work, 0, cancellationToken);
    }
}
