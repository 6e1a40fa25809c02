using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Sharding;

/// <summary>The location of every shard in one state of the view. Immutable.</summary>
internal sealed record LocationTable(ClusterState State, ShardLocation[] Locations)
{
    internal static LocationTable From(ClusterView view)
    {
        var (state, revision) = view.Look();
        var members = state.Serving.ToDictionary(static member => member.Id);
        return new LocationTable(state, [.. state.Shards.Rows.Select(row => LocationOf(row, members, state.Self, revision))]);
    }

    private static ShardLocation LocationOf(ShardRow row, Dictionary<NodeId, Member> members, NodeId self, long revision)
    {
        // An owner whose shard is assigned elsewhere still serves it until it has drained, so it is the place to ask.
        var owner = row.Owner is { } id ? members.GetValueOrDefault(id) : null;
        return new ShardLocation(revision, owner, owner is not null && owner.Id == self);
    }
}
