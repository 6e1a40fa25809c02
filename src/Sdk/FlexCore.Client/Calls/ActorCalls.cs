using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about what lives in the nodes' memory. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
/// <remarks>Any node answers for all; one that does not answer in time is named in the answer.</remarks>
public sealed class ActorCalls
{
    private readonly NodeChannel _channel;

    internal ActorCalls(NodeChannel channel) => _channel = channel;

    /// <summary>The entities in memory, the busiest first.</summary>
    /// <param name="query">Which; <see langword="null"/> for the first of all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ActorList> ListAsync(ActorQuery? query = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("actors" + (query ?? new ActorQuery()).ToQuery(), ClientJson.Default.ActorList, cancellationToken);

    /// <summary>How many entities of which kind live on which node.</summary>
    /// <param name="node">Only this node; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ActorTree> HierarchyAsync(string? node = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("actors/hierarchy" + new ActorQuery { Node = node }.ToQuery(), ClientJson.Default.ActorTree, cancellationToken);

    /// <summary>How many entities of which kind and shard live on which node.</summary>
    /// <param name="node">Only this node; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ActorTree> ShardsAsync(string? node = null, CancellationToken cancellationToken = default) =>
        _channel.GetAsync("actors/hierarchy?shards=true" + (node is null ? string.Empty : "&node=" + Uri.EscapeDataString(node)), ClientJson.Default.ActorTree, cancellationToken);

    /// <summary>One entity: its committed state, version, shard, timer and mailbox. One that is not in memory is loaded.</summary>
    /// <param name="kind">Its kind, for example <c>pipeline</c>.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ActorDetail> InspectAsync(string kind, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _channel.GetAsync($"actors/{Uri.EscapeDataString(kind)}/{Uri.EscapeDataString(key)}", ClientJson.Default.ActorDetail, cancellationToken);
    }
}
