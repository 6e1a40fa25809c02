using FlexCore.Application.Journal;
using FlexCore.Application.Projections;

namespace FlexCore.Application.Tests.Projections;

/// <summary>The shards of one node of a test.</summary>
internal sealed class NodeShards : IShardOwnership
{
    private readonly ShardLease?[] _mine = new ShardLease?[ProjectionWorkbench.ShardCount];
    private readonly ShardLease?[] _newest = new ShardLease?[ProjectionWorkbench.ShardCount];

    public int ShardCount => _mine.Length;

    public ShardLease? LeaseOf(int shard) => Volatile.Read(ref _mine[shard]);

    /// <summary>The lease under which the test appends.</summary>
    public ShardLease Newest(int shard) => _newest[shard] ?? throw new InvalidOperationException($"Shard {shard} was never given.");

    public void Give(ShardLease lease)
    {
        Volatile.Write(ref _newest[lease.Shard], lease);
        Volatile.Write(ref _mine[lease.Shard], lease);
    }

    public void Take(int shard) => Volatile.Write(ref _mine[shard], null);
}
