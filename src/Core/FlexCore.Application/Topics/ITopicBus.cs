using FlexCore.Domain;

namespace FlexCore.Application.Topics;

/// <summary>Publish and subscribe by topic: for hints and live views, never for state.</summary>
/// <remarks>
/// Delivery is at most once and keeps each publisher's order. A slow subscriber loses its oldest messages and can see how many.
/// A message reaches only subscribers of the same tenant. Publishing never waits for subscribers. Thread-safe.
/// </remarks>
public interface ITopicBus
{
    /// <summary>Publishes to every current subscriber of the tenant's topic.</summary>
    /// <param name="message">The message; its memory must not change afterwards.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The number of local subscribers that received it.</returns>
    ValueTask<int> PublishAsync(TopicMessage message, CancellationToken cancellationToken = default);

    /// <summary>Subscribes to a topic. Messages published after the call are buffered at once.</summary>
    /// <param name="security">The subscriber's tenant and principal.</param>
    /// <param name="topic">The topic's name within the tenant.</param>
    /// <param name="bufferSize">How many messages wait for a slow reader before the oldest are dropped; 1 to 65,536.</param>
    ITopicSubscription Subscribe(SecurityContext security, string topic, int bufferSize = 256);
}
