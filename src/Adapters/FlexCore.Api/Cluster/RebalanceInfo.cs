namespace FlexCore.Api.Cluster;

/// <summary>What a rebalancing has decided.</summary>
/// <param name="Leader">The node that decided.</param>
/// <param name="DryRun">Whether nothing was written.</param>
/// <param name="Balanced">Whether every node has its share and every shard is where it belongs.</param>
/// <param name="UnderWay">How many shards are not yet with the node they are assigned to.</param>
/// <param name="Moves">The moves, in the order of the decisions.</param>
internal sealed record RebalanceInfo(string Leader, bool DryRun, bool Balanced, int UnderWay, IReadOnlyList<ShardMoveInfo> Moves);
