using FlexCore.Application.Cluster;
using FlexCore.Application.Nodes;

namespace FlexCore.Hosting.Engine;

/// <summary>What a node knows and can do as a member of a cluster.</summary>
/// <param name="View">Members, leader and shards.</param>
/// <param name="Control">Carries out what an operator says.</param>
/// <param name="Leases">Who leads and who runs each singleton.</param>
/// <param name="Owners">Which node has a stream.</param>
/// <param name="Singletons">Components that run on one node each.</param>
/// <param name="ToldToLeave">Completes when an operator has told this node to leave.</param>
internal sealed record ClusterSide(
    IClusterView View, IClusterControl Control, ILeaseTable Leases, IStreamOwners Owners, IClusterSingleton Singletons, Task ToldToLeave)
{
    /// <summary>Balances the shards when an operator wants it.</summary>
    public required IShardBalancer Balancer { get; init; }

    /// <summary>Reads the members for whoever looks at them.</summary>
    public required IMemberRefresh Refresh { get; init; }
}
