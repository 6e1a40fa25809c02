using FlexCore.Application.EventTopics;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the event topics until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventTopics(Deferred<NodeParts> node) : IEventTopics
{
    public ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default) =>
        node.Value.EventTopics.AppendAsync(append, cancellationToken);

    public ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        node.Value.EventTopics.ReadAsync(security, topic, after, cancellationToken);

    public IAsyncEnumerable<EventTopicBatch> SubscribeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        node.Value.EventTopics.SubscribeAsync(security, topic, after, cancellationToken);

    public IAsyncEnumerable<EventTopicBatch> ConsumeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        node.Value.EventTopics.ConsumeAsync(security, topic, after, cancellationToken);

    public ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default) =>
        node.Value.EventTopics.GetEndAsync(security, topic, producer, cancellationToken);
}
