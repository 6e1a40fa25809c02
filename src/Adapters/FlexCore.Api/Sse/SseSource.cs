namespace FlexCore.Api.Sse;

/// <summary>A source that is read one item at a time and closed properly: its pending read is stopped and awaited before it is disposed.</summary>
/// <typeparam name="T">What comes from it.</typeparam>
/// <remarks>Owned by one connection's loop.</remarks>
internal sealed class SseSource<T> : IAsyncDisposable
{
    private readonly IAsyncEnumerator<T> _items;
    private readonly CancellationTokenSource _stop;
    private Task<bool>? _pending;

    /// <summary>Opens the source.</summary>
    /// <param name="items">What it gives.</param>
    /// <param name="stop">Stops it; the caller disposes it.</param>
    public SseSource(IAsyncEnumerable<T> items, CancellationTokenSource stop)
    {
        _stop = stop;
        _items = items.GetAsyncEnumerator(stop.Token);
    }

    /// <summary>Ends when the connection ends.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>The item that <see cref="NextAsync"/> has found.</summary>
    public T Current => _items.Current;

    /// <summary>Looks for the next item.</summary>
    public Task<bool> NextAsync() => _pending = _items.MoveNextAsync().AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            if (_pending is not null)
            {
                await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            // Stopped on purpose is how it ends; a fault is the caller's to know.
            if (_pending is { IsFaulted: true })
            {
                await _pending;
            }
        }
        finally
        {
            await _items.DisposeAsync();
        }
    }
}
