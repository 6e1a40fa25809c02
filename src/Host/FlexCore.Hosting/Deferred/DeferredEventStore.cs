using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the event store until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventStore(Deferred<NodeParts> node) : IEventStore
{
    public ValueTask<EventAppendReply> AppendAsync(EventAppend append, CancellationToken cancellationToken = default) =>
        node.Value.Events.Store.AppendAsync(append, cancellationToken);

    public ValueTask<EventSlice> ReadAsync(SecurityContext security, EventRead read, CancellationToken cancellationToken = default) =>
        node.Value.Events.Store.ReadAsync(security, read, cancellationToken);

    public ValueTask<NodeReply<Page<string>>> ListAsync(SecurityContext security, string kind, PageQuery query, CancellationToken cancellationToken = default) =>
        node.Value.Events.Store.ListAsync(security, kind, query, cancellationToken);
}
