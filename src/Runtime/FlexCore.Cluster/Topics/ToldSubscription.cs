using FlexCore.Application.Topics;

namespace FlexCore.Cluster.Topics;

/// <summary>A subscription that other nodes know of. Thread-safe.</summary>
internal sealed class ToldSubscription(ITopicSubscription inner, Action end) : ITopicSubscription
{
    private int _isEnded;

    /// <inheritdoc/>
    public long Dropped => inner.Dropped;

    /// <inheritdoc/>
    public IAsyncEnumerable<TopicMessage> ReadAllAsync(CancellationToken cancellationToken = default) => inner.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            end();
        }
    }
}
