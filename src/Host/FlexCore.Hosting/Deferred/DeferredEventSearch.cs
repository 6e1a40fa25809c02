using FlexCore.Application.EventIndex;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the search of events until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventSearch(Deferred<NodeParts> node) : IEventSearch
{
    public ValueTask<NodeReply<EventSearchPart>> FindAsync(SecurityContext security, EventSearchQuery query, CancellationToken cancellationToken = default) =>
        node.Value.Events.Search.FindAsync(security, query, cancellationToken);

    public ValueTask<NodeReply<EventStatistics>> CountAsync(SecurityContext security, CancellationToken cancellationToken = default) =>
        node.Value.Events.Search.CountAsync(security, cancellationToken);
}
