using FlexCore.Application.EventTopics;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the list of event topics until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventTopicList(Deferred<NodeParts> node) : IEventTopicList
{
    public Task<Page<EventTopicView>> ListAsync(SecurityContext security, PageQuery query, CancellationToken cancellationToken = default) =>
        node.Value.TopicList.ListAsync(security, query, cancellationToken);
}
