namespace FlexCore.Api.Cluster;

/// <summary>A shard that goes to another node.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="From">Who owns it or was to own it; left out when nobody did.</param>
/// <param name="To">Who is to own it.</param>
internal sealed record ShardMoveInfo(int Shard, string? From, string To);
