using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>
/// Calls about the cluster. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed: a node that runs alone
/// answers <c>not-clustered</c>.
/// </summary>
/// <remarks>Nodes keep no idempotency keys of what an operator tells a cluster, so a change is repeated only when it was certainly not done.</remarks>
public sealed class ClusterCalls
{
    private readonly NodeChannel _channel;

    internal ClusterCalls(NodeChannel channel) => _channel = channel;

    /// <summary>The cluster as the node that answers sees it: members, leader, counts of shards.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ClusterInfo> GetAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("cluster", ClientJson.Default.ClusterInfo, cancellationToken);

    /// <summary>The shards: owner, assignment, epoch.</summary>
    /// <param name="query">Which; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ShardList> ShardsAsync(ShardQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("cluster/shards" + (query ?? new ShardQuery()).ToQuery(), ClientJson.Default.ShardList, cancellationToken);

    /// <summary>Where an entity lives.</summary>
    /// <param name="kind">Its kind, for example <c>data-stream</c>.</param>
    /// <param name="key">Its key, for example a stream's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<EntityPlace> LocateAsync(string kind, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _channel.GetAsync($"cluster/locate?kind={Uri.EscapeDataString(kind)}&key={Uri.EscapeDataString(key)}", ClientJson.Default.EntityPlace, cancellationToken);
    }

    /// <summary>Who leads and who runs each cluster singleton, and since when.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<LeaseList> LeasesAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("cluster/leases", ClientJson.Default.LeaseList, cancellationToken);

    /// <summary>The leader and every component that runs on one node: who, since when, epoch, and what it did last. A node alone answers, too.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SingletonList> SingletonsAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("cluster/singletons", ClientJson.Default.SingletonList, cancellationToken);

    /// <summary>Lets a node leave: it hands off its shards one by one and ends.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops waiting; it may still leave.</param>
    public Task<ClusterInfo> LeaveAsync(string node, CancellationToken cancellationToken = default) => ChangeAsync(MemberPath(node, "leave"), cancellationToken);

    /// <summary>Declares a node dead without asking it. A process that still runs ends itself.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops waiting; it may still be declared dead.</param>
    public Task<ClusterInfo> DownAsync(string node, CancellationToken cancellationToken = default) => ChangeAsync(MemberPath(node, "down"), cancellationToken);

    /// <summary>Declares dead every member that others suspect.</summary>
    /// <param name="cancellationToken">Stops waiting; they may still be declared dead.</param>
    public Task<DownList> DownUnreachableAsync(CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Post("cluster/down-unreachable") with { Repeats = Repetition.WhenNotTaken }, ClientJson.Default.DownList, cancellationToken);

    /// <summary>Lets the node that is asked leave: the first of <see cref="FlexCoreClient.Nodes"/>. It is never asked of another one in its place.</summary>
    /// <param name="cancellationToken">Stops waiting; it may still leave.</param>
    public Task<ClusterInfo> DrainAsync(CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Post("cluster/drain") with { Repeats = Repetition.WhenNotTakenBySameNode }, ClientJson.Default.ClusterInfo, cancellationToken);

    /// <summary>Lets the leader balance the shards over the nodes now; every node passes the call on to it.</summary>
    /// <param name="query">How far to go; <see langword="null"/> for one step.</param>
    /// <param name="cancellationToken">Stops waiting; moves that were decided go on.</param>
    public Task<RebalanceInfo> RebalanceAsync(RebalanceQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.SendAsync(NodeRequest.Post("cluster/rebalance" + (query ?? new RebalanceQuery()).ToQuery()), ClientJson.Default.RebalanceInfo, cancellationToken);

    /// <summary>Asks for the nodes that are not down and notes their URLs, so that calls can go to them. Happens by itself after a failure, if the options say so.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<IReadOnlyList<ClusterContact>> LearnMembersAsync(CancellationToken cancellationToken = default) => _channel.LearnAsync(cancellationToken);

    private static string MemberPath(string node, string verb)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        return $"cluster/members/{Uri.EscapeDataString(node)}/{verb}";
    }

    private Task<ClusterInfo> ChangeAsync(string path, CancellationToken cancellationToken) =>
        _channel.SendAsync(NodeRequest.Post(path) with { Repeats = Repetition.WhenNotTaken }, ClientJson.Default.ClusterInfo, cancellationToken);
}
