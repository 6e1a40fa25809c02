using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Sharding;

/// <summary>Decides who should own which shard: balanced to within one, with the fewest moves, and the same on every node. Pure.</summary>
internal static class ShardAllocator
{
    /// <summary>Decides.</summary>
    /// <param name="rows">Every shard.</param>
    /// <param name="nodes">Who may own shards, each once. Without any, nothing is decided.</param>
    /// <param name="leaving">Who still serves but should own none; their shards move first.</param>
    /// <param name="movesMax">The most shards to take from a node that serves them. Shards that nobody of these has are all assigned, whatever this is.</param>
    /// <returns>The shards whose assignment changes, by number.</returns>
    internal static IReadOnlyList<ShardAssignment> Plan(IReadOnlyList<ShardRow> rows, IReadOnlyList<NodeId> nodes, IReadOnlyList<NodeId> leaving, int movesMax)
    {
        if (nodes.Count == 0)
        {
            return [];
        }

        var homes = new NodeLoads(rows, nodes, leaving);
        var plan = new List<ShardAssignment>();
        foreach (var orphan in homes.Orphans)
        {
            plan.Add(new ShardAssignment(orphan, homes.Give(orphan)));
        }

        for (var moves = 0; moves < movesMax && homes.TakeSurplus() is { } shard; moves++)
        {
            plan.Add(new ShardAssignment(shard, homes.Give(shard)));
        }

        // A shard that went back to its owner may have been moved on since, to balance; the last word counts.
        var decided = new Dictionary<int, ShardAssignment>();
        foreach (var decision in homes.Returned.Concat(plan))
        {
            decided[decision.Shard] = decision;
        }

        return [.. decided.Values.Where(decision => rows[decision.Shard].Assigned != decision.Node).OrderBy(static decision => decision.Shard)];
    }
}
