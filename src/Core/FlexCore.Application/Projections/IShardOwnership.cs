using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections;

/// <summary>Which shards this process has now. Read often, from any thread, without waiting.</summary>
public interface IShardOwnership
{
    /// <summary>The fixed number of shards of the store.</summary>
    int ShardCount { get; }

    /// <summary>The lease under which this process works on a shard; <see langword="null"/> when another node has it.</summary>
    /// <param name="shard">The shard.</param>
    ShardLease? LeaseOf(int shard);
}
