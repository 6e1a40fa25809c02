namespace FlexCore.Application.Cluster;

/// <summary>A shard that the leader gives to another node.</summary>
/// <param name="Shard">The shard number.</param>
/// <param name="From">Who owns it or was to own it; <see langword="null"/> when nobody did.</param>
/// <param name="To">Who is to own it.</param>
public sealed record ShardMove(int Shard, NodeId? From, NodeId To);
