using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cluster.Nodes;

/// <summary>What a node of a cluster is made of.</summary>
/// <param name="Profile">What it says of itself.</param>
/// <param name="Tables">The tables that the nodes share.</param>
/// <param name="Probe">How it asks others whether they live.</param>
/// <param name="Host">What serves its shards.</param>
public sealed record ClusterNodeSetup(MemberProfile Profile, ClusterTables Tables, IMemberProbe Probe, IShardHost Host)
{
    /// <summary>The settings.</summary>
    public ClusterOptions Options { get; init; } = new();

    /// <summary>The node's clock; only its monotonic side is looked at.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where it logs.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How long the contact with the database may be interrupted and still count as unbroken. Tests make it endless to see the simulation fail.</summary>
    internal TimeSpan? ContactGapMax { get; init; }
}
