using FlexCore.Application.Journal;

namespace FlexCore.Testing.Storage;

/// <summary>Leases over an <see cref="InMemoryLog"/>.</summary>
internal sealed class InMemoryShardLeases(InMemoryLog log) : IShardLeases
{
    public int ShardCount => log.ShardCount;

    public ValueTask<ShardLease> AcquireAsync(int shard, string owner, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, ShardCount);
        ArgumentException.ThrowIfNullOrEmpty(owner);
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<ShardLease>(log.Acquire(shard, owner));
    }

    public ValueTask<IReadOnlyList<ShardLease>> AcquireAllAsync(string owner, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        cancellationToken.ThrowIfCancellationRequested();
        ShardLease[] leases = [.. Enumerable.Range(0, ShardCount).Select(shard => log.Acquire(shard, owner))];
        return new ValueTask<IReadOnlyList<ShardLease>>(leases);
    }
}
