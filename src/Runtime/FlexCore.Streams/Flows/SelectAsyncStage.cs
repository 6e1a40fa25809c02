namespace FlexCore.Streams.Flows;

/// <summary>Maps items asynchronously, several at a time, and keeps their order.</summary>
/// <param name="selector">The mapping.</param>
/// <param name="parallelism">How many may run at the same time.</param>
/// <param name="next">The next operator.</param>
internal sealed class SelectAsyncStage<TIn, TOut>(
    Func<TIn, CancellationToken, ValueTask<TOut>> selector, int parallelism, FlowStage<TOut> next) : FlowStage<TIn>
{
    private readonly Queue<TIn> _pending = new();
    private readonly Queue<Task<TOut>> _running = new(parallelism);

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
        while (_pending.TryDequeue(out var item))
        {
            if (_running.Count == parallelism)
            {
                await PushOldestAsync();
            }

            _running.Enqueue(selector(item, cancellationToken).AsTask());
        }

        while (_running.TryPeek(out var oldest) && oldest.IsCompleted)
        {
            await PushOldestAsync();
        }

        await next.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        while (_running.Count > 0)
        {
            await PushOldestAsync();
        }

        await next.CompleteAsync(cancellationToken);
    }

    private async ValueTask PushOldestAsync()
    {
        var oldest = _running.Dequeue();
        next.Push([await oldest]);
    }
}
