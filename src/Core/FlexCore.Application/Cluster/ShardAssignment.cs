namespace FlexCore.Application.Cluster;

/// <summary>The leader's decision for one shard.</summary>
/// <param name="Shard">The shard number.</param>
/// <param name="Node">Who should own it.</param>
public readonly record struct ShardAssignment(int Shard, NodeId Node);
