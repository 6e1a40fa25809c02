namespace FlexCore.Application.Journal;

/// <summary>The right to write one shard. The epoch grows by one with every take-over and fences every older owner.</summary>
/// <param name="Shard">The shard number, 0 to shard count - 1.</param>
/// <param name="Epoch">The owner's epoch, from 1.</param>
/// <param name="Owner">The node that holds the lease.</param>
public sealed record ShardLease(int Shard, long Epoch, string Owner);
