namespace FlexCore.Api.Cluster;

/// <summary>One shard.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Epoch">The epoch of its last owner.</param>
/// <param name="Owner">Who may write it; left out when nobody does.</param>
/// <param name="Assigned">Who should own it; left out before the first allocation.</param>
internal sealed record ShardInfo(int Shard, long Epoch, string? Owner, string? Assigned);
