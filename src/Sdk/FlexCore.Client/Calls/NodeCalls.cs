using FlexCore.Client.Events;
using FlexCore.Client.Models;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Calls;

/// <summary>Calls about the node itself. Thread-safe; every call throws a <see cref="Problems.NodeException"/> when it does not succeed.</summary>
public sealed class NodeCalls
{
    private readonly NodeChannel _channel;

    internal NodeCalls(NodeChannel channel) => _channel = channel;

    /// <summary>The node: its state, version, data folder and work.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<NodeInfo> GetAsync(CancellationToken cancellationToken = default) => _channel.GetAsync("node", ClientJson.Default.NodeInfo, cancellationToken);

    /// <summary>Follows the committed events of all entities for ever: at least once, in the order of each entity.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="kind">Only events of entities of this kind, for example <c>pipeline</c>; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops following.</param>
    public IAsyncEnumerable<ServerEvent> FollowEventsAsync(FollowStart start, string? kind = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        var path = $"events?from={start.From}" + (kind is null ? string.Empty : "&kind=" + Uri.EscapeDataString(kind));
        return EventFollower.FollowAsync(_channel, path, start.LastId, cancellationToken);
    }
}
