using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Application.Cluster;
using FlexCore.Application.Nodes;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Cluster;

/// <summary>What the classic routes say of the cluster: its members, or the one node that is alone.</summary>
/// <remarks>Thread-safe; reads the newest view on each call.</remarks>
/// <param name="node">The node.</param>
/// <param name="identity">Its name.</param>
/// <param name="clock">The time shown.</param>
/// <param name="views">The cluster's view; empty on a node that is alone.</param>
/// <param name="refreshes">Brings the view's members up to date; empty on a node that is alone.</param>
internal sealed class ClusterFacts(INode node, NodeIdentity identity, TimeProvider clock, IEnumerable<IClusterView> views, IEnumerable<IMemberRefresh> refreshes)
{
    private readonly IMemberRefresh? _refresh = refreshes.FirstOrDefault();
    private readonly IClusterView? _view = views.FirstOrDefault();

    /// <summary>The newest view, or <see langword="null"/> on a node that is alone.</summary>
    public ClusterState? State => _view?.Current;

    /// <summary>Brings the heartbeats up to date, at most a second old while the database answers.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask RefreshAsync(CancellationToken cancellationToken) => _refresh?.RefreshAsync(cancellationToken) ?? ValueTask.CompletedTask;

    /// <summary>This node's name.</summary>
    public string Self => State?.Self.Name ?? identity.Id;

    /// <summary>What the classic services called the kind of cluster.</summary>
    public string Mode => _view is null ? "inmemory" : "network";

    /// <summary>Whether this node takes work.</summary>
    public bool IsHealthy => node.State is NodeState.Ready && _view is not { IsServing: false };

    /// <summary>Whether this node leads; a node alone does.</summary>
    public bool IsLeader => State?.IsLeader ?? true;

    /// <summary>The leader's name, or <see langword="null"/> while there is none.</summary>
    public string? Leader => State is { } state ? state.Leader?.Owner.Name : identity.Id;

    /// <summary>How many nodes serve.</summary>
    public int ActiveNodes => State is { } state ? state.Serving.Count() : node.State is NodeState.Ready ? 1 : 0;

    /// <summary>The nodes that are not down, ordered by name.</summary>
    /// <param name="http">The request, for the address of a node alone.</param>
    public IReadOnlyList<NodeFact> Nodes(HttpContext http) => State is { } state
        ? [.. state.Membership.Members.Where(static member => member.Status is not MemberStatus.Down).Select(FactOf)]
        : [new NodeFact(identity.Id, AddressOf(http), node.State.ToString().ToLowerInvariant(), node.State is NodeState.Ready, clock.GetUtcNow(), node.Version)];

    /// <summary>The problem of a question about a cluster to a node that is alone.</summary>
    public static ProblemException Alone() => new(
        ProblemCodes.NotClustered, "This node runs alone on its own data folder. Start it with flexcore.engine.kind = postgres to make it a member of a cluster.");

    private static NodeFact FactOf(Member member) => new(
        member.Id.Name,
        member.HttpUrl ?? member.Address.ToString(),
        NameOf(member.Status),
        member.Status is MemberStatus.Up or MemberStatus.Leaving,
        member.HeartbeatAt,
        member.Version);

    /// <summary>The name of a status.</summary>
    /// <param name="status">The status.</param>
    public static string NameOf(MemberStatus status) => status switch
    {
        MemberStatus.Joining => "joining",
        MemberStatus.Up => "up",
        MemberStatus.Leaving => "leaving",
        _ => "down",
    };

    private static string AddressOf(HttpContext http) =>
        http.Connection.LocalIpAddress is { } address ? new System.Net.IPEndPoint(address, http.Connection.LocalPort).ToString() : "in-process";
}
