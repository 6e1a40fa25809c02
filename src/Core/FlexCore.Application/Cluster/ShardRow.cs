namespace FlexCore.Application.Cluster;

/// <summary>One row of the shard table.</summary>
/// <param name="Shard">The shard number.</param>
/// <param name="Epoch">The epoch of its last owner; 0 when it has had none.</param>
/// <param name="Owner">Who may write it, or <see langword="null"/> when it was released.</param>
/// <param name="Assigned">Who should own it, or <see langword="null"/> before the first allocation.</param>
public sealed record ShardRow(int Shard, long Epoch, NodeId? Owner, NodeId? Assigned);
