using FlexCore.Application.Topics;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the topic bus until the node has started. Thread-safe.</summary>
internal sealed class DeferredTopicBus(Deferred<NodeParts> node) : ITopicBus
{
    public ValueTask<int> PublishAsync(TopicMessage message, CancellationToken cancellationToken = default) => node.Value.Bus.PublishAsync(message, cancellationToken);

    public ITopicSubscription Subscribe(SecurityContext security, string topic, int bufferSize = 256) => node.Value.Bus.Subscribe(security, topic, bufferSize);
}
