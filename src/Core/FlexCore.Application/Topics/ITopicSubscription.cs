namespace FlexCore.Application.Topics;

/// <summary>One subscriber's bounded buffer. Dispose it to unsubscribe.</summary>
public interface ITopicSubscription : IAsyncDisposable
{
    /// <summary>How many messages were dropped because this subscriber's buffer was full.</summary>
    long Dropped { get; }

    /// <summary>Reads messages until the subscription is disposed. One reader at a time.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<TopicMessage> ReadAllAsync(CancellationToken cancellationToken = default);
}
