using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>What the agents of one node share.</summary>
internal sealed record NodeParts(
    NodeId Self, ClusterOptions Options, TimeProvider Time, ClusterTables Tables, IMemberProbe Probe, ClusterView View, NodeEnd End)
{
    internal required ClusterLog Log { get; init; }

    internal required ClusterInstruments Instruments { get; init; }

    internal required TableCalls Calls { get; init; }

    internal required DatabaseContact Contact { get; init; }

    /// <summary>The database's clock.</summary>
    internal TableClock Clock { get; } = new(Time);

    /// <summary>The same contact, judged more strictly: an interruption that others may have had a little longer breaks it.</summary>
    internal required DatabaseContact SteadyContact { get; init; }

    internal LocalHealth Health { get; } = new();
}
