using FlexCore.Application.Nodes;
using FlexCore.Application.Retention;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the policies until the node has started. Thread-safe.</summary>
internal sealed class DeferredRetention(Deferred<NodeParts> node) : IRetention
{
    public ValueTask<NodeReply<RetentionList>> ListAsync(NodeCall call, CancellationToken cancellationToken = default) => node.Value.Retention.ListAsync(call, cancellationToken);

    public ValueTask<NodeReply<RetentionView>> GetAsync(NodeCall call, string kind, string name, CancellationToken cancellationToken = default) =>
        node.Value.Retention.GetAsync(call, kind, name, cancellationToken);

    public ValueTask<NodeReply<RetentionView>> SetAsync(NodeCall call, string kind, string pattern, string keep, CancellationToken cancellationToken = default) =>
        node.Value.Retention.SetAsync(call, kind, pattern, keep, cancellationToken);

    public ValueTask<NodeReply<RetentionView>> ClearAsync(NodeCall call, string kind, string pattern, CancellationToken cancellationToken = default) =>
        node.Value.Retention.ClearAsync(call, kind, pattern, cancellationToken);
}
