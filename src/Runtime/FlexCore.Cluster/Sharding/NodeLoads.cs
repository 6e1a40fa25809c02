using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Sharding;

/// <summary>Who has how many shards while an allocation is decided, and how many it should have.</summary>
/// <remarks>
/// Every node should have the floor of the average, and as many nodes as the remainder says one more: those that have most now, because that moves fewest.
/// Used by one decision on one thread.
/// </remarks>
internal sealed class NodeLoads
{
    private readonly NodeLoad[] _loads;
    private readonly NodeLoad[] _leaving;
    private readonly List<int> _orphans = [];
    private readonly List<ShardAssignment> _returned = [];

    internal NodeLoads(IReadOnlyList<ShardRow> rows, IReadOnlyList<NodeId> nodes, IReadOnlyList<NodeId> leaving)
    {
        _loads = InOrder(nodes);
        _leaving = InOrder(leaving);
        var byNode = _loads.Concat(_leaving).ToDictionary(static load => load.Node);
        foreach (var row in rows)
        {
            Place(row, byNode);
        }

        var (floor, extra) = Math.DivRem(rows.Count, _loads.Length);
        foreach (var (load, rank) in _loads.OrderByDescending(load => load.Count).Select((load, rank) => (load, rank)))
        {
            load.Quota = floor + (rank < extra ? 1 : 0);
        }
    }

    /// <summary>The shards that no eligible node has, by number.</summary>
    internal IReadOnlyList<int> Orphans => _orphans;

    /// <summary>Shards whose assigned node may own none any more but whose owner may: they stay where they are.</summary>
    internal IReadOnlyList<ShardAssignment> Returned => _returned;

    /// <summary>Takes a shard from a node that leaves, else from the one that has most above its quota; <see langword="null"/> when none has too many.</summary>
    internal int? TakeSurplus()
    {
        if (_leaving.FirstOrDefault(static load => load.Count > 0) is { } going)
        {
            return going.TakeLast();
        }

        var most = _loads.MaxBy(load => load.Count - load.Quota);
        return most is null || most.Count <= most.Quota ? null : most.TakeLast();
    }

    /// <summary>Gives a shard to the node that lacks most.</summary>
    internal NodeId Give(int shard)
    {
        var least = _loads[0];
        foreach (var load in _loads)
        {
            least = load.Quota - load.Count > least.Quota - least.Count ? load : least;
        }

        least.Add(shard, isOwned: false);
        return least.Node;
    }

    private static NodeLoad[] InOrder(IReadOnlyList<NodeId> nodes) =>
        [.. nodes.OrderBy(static node => node.Name, StringComparer.Ordinal).ThenBy(static node => node.Incarnation).Select(static node => new NodeLoad(node))];

    private void Place(ShardRow row, Dictionary<NodeId, NodeLoad> byNode)
    {
        if (row.Assigned is { } assigned && byNode.TryGetValue(assigned, out var load))
        {
            load.Add(row.Shard, row.Owner == assigned);
        }
        else if (row.Owner is { } owner && byNode.TryGetValue(owner, out load))
        {
            load.Add(row.Shard, isOwned: true);
            _returned.Add(new ShardAssignment(row.Shard, owner));
        }
        else
        {
            _orphans.Add(row.Shard);
        }
    }
}
