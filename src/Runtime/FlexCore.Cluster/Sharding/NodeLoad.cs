using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Sharding;

/// <summary>The shards of one node while an allocation is decided.</summary>
internal sealed class NodeLoad(NodeId node)
{
    private readonly List<int> _owned = [];
    private readonly List<int> _promised = [];

    internal NodeId Node => node;

    internal int Quota { get; set; }

    internal int Count => _owned.Count + _promised.Count;

    internal void Add(int shard, bool isOwned) => (isOwned ? _owned : _promised).Add(shard);

    /// <summary>Takes the shard that is cheapest to move: one the node has not taken yet, before one it serves; the highest number of these.</summary>
    internal int TakeLast()
    {
        var from = _promised.Count > 0 ? _promised : _owned;
        var shard = from[^1];
        from.RemoveAt(from.Count - 1);
        return shard;
    }
}
