using FlexCore.Actors.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections;

namespace FlexCore.Hosting.Projections;

/// <summary>The shards of this process, as projections ask for them. Thread-safe.</summary>
internal sealed class EngineShards(OwnedShards shards) : IShardOwnership
{
    public int ShardCount => shards.Count;

    public ShardLease? LeaseOf(int shard) => shards.LeaseOf(shard);
}
