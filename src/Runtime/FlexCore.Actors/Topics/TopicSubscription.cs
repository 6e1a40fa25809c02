using System.Threading.Channels;
using FlexCore.Application.Topics;

namespace FlexCore.Actors.Topics;

/// <summary>One subscriber's bounded buffer; when it is full the oldest message makes room.</summary>
/// <remarks>Thread-safe; one reader at a time.</remarks>
internal sealed class TopicSubscription : ITopicSubscription
{
    private readonly Channel<TopicMessage> _buffer;
    private readonly Action<TopicSubscription> _close;
    private long _dropped;

    internal TopicSubscription(int bufferSize, Action<TopicSubscription> close, TopicInstruments instruments)
    {
        _close = close;
        _buffer = Channel.CreateBounded<TopicMessage>(
            new BoundedChannelOptions(bufferSize) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ =>
            {
                Interlocked.Increment(ref _dropped);
                instruments.CountDropped();
            });
    }

    /// <inheritdoc/>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public IAsyncEnumerable<TopicMessage> ReadAllAsync(CancellationToken cancellationToken = default) =>
        _buffer.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _close(this);
        _buffer.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    internal bool TryDeliver(TopicMessage message) => _buffer.Writer.TryWrite(message);
}
