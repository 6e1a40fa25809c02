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
        var work = new SessionWork<ShardLease>(
            session => new Answer<ShardLease>(session.Acquire(shard, owner)),
            session => session.TakeBackLease(shard));
        return await loop.RunAsync(work, 0, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<ShardLease>> AcquireAllAsync(string owner, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        cancellationToken.ThrowIfCancellationRequested();
        var acquired = new List<ShardLease>(shardCount);
        var work = new SessionWork<IReadOnlyList<ShardLease>>(
            session =>
            {
                for (var shard = 0; shard < shardCount; shard++)
                {
                    acquired.Add(session.Acquire(shard, owner));
                }

                return new Answer<IReadOnlyList<ShardLease>>(acquired);
            },
            session => acquired.ForEach(lease => session.TakeBackLease(lease.Shard)));
        return await loop.RunAsync(work, 0, cancellationToken).ConfigureAwait(false);
    }
}
