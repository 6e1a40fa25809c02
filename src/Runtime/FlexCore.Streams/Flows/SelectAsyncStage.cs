using System.Threading.Channels;

namespace FlexCore.Streams.Flows;

/// <summary>Maps items asynchronously, several at a time, and keeps their order.</summary>
/// <remarks>
/// The task before it begins mappings; a task of its own, <see cref="RunAsync"/>, hands the results on, so that a result never waits for later items.
/// A mapping holds its place in the channel until its result is taken, which bounds how many are under way.
/// </remarks>
/// <param name="selector">The mapping.</param>
/// <param name="parallelism">How many may be under way at the same time.</param>
internal sealed class SelectAsyncStage<TIn, TOut>(Func<TIn, CancellationToken, ValueTask<TOut>> selector, int parallelism) : FlowStage<TIn>
{
    private readonly Queue<TIn> _pending = new();
    private readonly Channel<Task<TOut>> _running =
        Channel.CreateBounded<Task<TOut>>(new BoundedChannelOptions(parallelism) { SingleReader = true, SingleWriter = true });

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<TIn> batch)
    {
        foreach (var item in batch)
        {
            _pending.Enqueue(item);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        while (_pending.Count > 0 && await _running.Writer.WaitToWriteAsync(cancellationToken))
        {
            // This is the only writer, so the free place stays free.
            _running.Writer.TryWrite(selector(_pending.Dequeue(), cancellationToken).AsTask());
        }
    }

    /// <inheritdoc/>
    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        _running.Writer.Complete();
    }

    /// <summary>Hands on the results in order; results that are there already travel together.</summary>
    /// <param name="next">The next operator.</param>
    /// <param name="stop">Stops the flow.</param>
    public async Task RunAsync(FlowStage<TOut> next, CancellationToken stop)
    {
        var batch = new TOut[FlowBounds.BatchSize];
        while (await _running.Reader.WaitToReadAsync(stop))
        {
            var count = 0;
            while (count < batch.Length && _running.Reader.TryPeek(out var oldest) && (count == 0 || oldest.IsCompleted))
            {
                batch[count++] = await oldest.WaitAsync(stop);
                _running.Reader.TryRead(out _);
            }

            next.Push(batch.AsSpan(0, count));
            await next.FlushAsync(stop);
        }

        await next.CompleteAsync(stop);
    }
}
