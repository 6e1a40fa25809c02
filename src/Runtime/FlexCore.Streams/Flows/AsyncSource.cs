namespace FlexCore.Streams.Flows;

/// <summary>Drives a flow from an asynchronous sequence: items that are there already travel together, and an item never waits for later ones.</summary>
/// <remarks>
/// Used once, by one task. A sequence may be waiting for its next item when the flow ends early. It must not be disposed then, so it is
/// cancelled and disposed when the wait ends; the fault that ended the flow does not wait for that.
/// </remarks>
/// <param name="items">The sequence.</param>
/// <param name="next">The first operator.</param>
internal sealed class AsyncSource<T>(IAsyncEnumerable<T> items, FlowStage<T> next)
{
    private readonly T[] _batch = new T[FlowBounds.BatchSize];
    private int _count;
    private Task<bool>? _waiting;

    /// <summary>Hands on all items.</summary>
    /// <param name="stop">Stops the flow, also while the sequence waits and does not listen.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var enumerator = items.GetAsyncEnumerator(end.Token);
        try
        {
            while (await MoveNextAsync(enumerator, stop))
            {
                _batch[_count++] = enumerator.Current;
            }

            Push();
            await next.CompleteAsync(stop);
        }
        finally
        {
            if (_waiting is { IsCompleted: false })
            {
                _ = EndLaterAsync(enumerator, _waiting, end);
            }
            else
            {
                await enumerator.DisposeAsync();
                end.Dispose();
            }
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<T> enumerator, CancellationToken stop)
    {
        var move = enumerator.MoveNextAsync();
        if (move.IsCompleted)
        {
            if (_count == _batch.Length || (_count > 0 && !move.IsCompletedSuccessfully))
            {
                // A fault comes out behind the items before it.
                Push();
                await next.FlushAsync(stop);
            }

            return await move;
        }

        _waiting = move.AsTask();
        if (_count > 0)
        {
            Push();
            await next.FlushAsync(stop);
        }

        return await _waiting.WaitAsync(stop);
    }

    private void Push()
    {
        var count = _count;
        _count = 0;
        next.Push(_batch.AsSpan(0, count));
    }

    private static async Task EndLaterAsync(IAsyncEnumerator<T> enumerator, Task waiting, CancellationTokenSource end)
    {
        await end.CancelAsync();
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await enumerator.DisposeAsync();
        end.Dispose();
    }
}
