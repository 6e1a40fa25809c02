using System.Threading.Channels;

namespace FlexCore.Streams.Flows;

/// <summary>Hands batches to another task through a bounded channel: what is before and behind it runs at the same time.</summary>
/// <remarks>Pushed by the task before it; the task behind it reads <see cref="Reader"/> and gives the arrays back.</remarks>
internal sealed class BoundaryStage<T> : FlowStage<T>
{
    private readonly Channel<FlowBatch<T>> _channel;
    private readonly Queue<FlowBatch<T>> _pending = new();

    /// <summary>Creates a boundary.</summary>
    /// <param name="capacity">How many batches may wait.</param>
    public BoundaryStage(int capacity) =>
        _channel = Channel.CreateBounded<FlowBatch<T>>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });

    /// <summary>The batches for the task behind.</summary>
    public ChannelReader<FlowBatch<T>> Reader => _channel.Reader;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<T> batch) => _pending.Enqueue(FlowBatch<T>.Copy(batch));

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        while (_pending.TryDequeue(out var batch))
        {
            await _channel.Writer.WriteAsync(batch, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        _channel.Writer.Complete();
    }
}
