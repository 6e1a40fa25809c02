using FlexCore.Application.Topics;

namespace FlexCore.Application.EventTopics;

/// <summary>Waits until something that is stored may have grown: for a hint, and at most for the poll interval.</summary>
/// <remarks>Used by one reader, one call at a time. Hints are buffered from its construction on, so none between two waits is lost.</remarks>
public sealed class GrowthWait : IAsyncDisposable
{
    private readonly ITopicSubscription _subscription;
    private readonly CancellationTokenSource _ended;
    private readonly IAsyncEnumerator<TopicMessage> _hints;
    private readonly PeriodicTimer _poll;
    private Task<bool>? _hint;
    private Task<bool>? _tick;

    /// <summary>Begins to buffer hints.</summary>
    /// <param name="subscription">Where hints come; disposed with the wait.</param>
    /// <param name="pollInterval">How long one wait takes at most when no hint comes.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellationToken">Ends the reader.</param>
    public GrowthWait(ITopicSubscription subscription, TimeSpan pollInterval, TimeProvider clock, CancellationToken cancellationToken)
    {
        _subscription = subscription;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _hints = subscription.ReadAllAsync(_ended.Token).GetAsyncEnumerator(_ended.Token);
        _poll = new PeriodicTimer(pollInterval, clock);
    }

    /// <summary>Waits for the next hint or for the poll interval.</summary>
    /// <exception cref="OperationCanceledException">The reader was cancelled.</exception>
    public async ValueTask NextAsync()
    {
        _hint ??= _hints.MoveNextAsync().AsTask();
        _tick ??= _poll.WaitForNextTickAsync().AsTask();
        var first = await Task.WhenAny(_hint, _tick).ConfigureAwait(false);
        if (first == _hint)
        {
            _hint = null;
        }
        else
        {
            _tick = null;
        }

        await first.ConfigureAwait(false);
        _ended.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the subscription.</summary>
    public async ValueTask DisposeAsync()
    {
        _poll.Dispose();
        await _ended.CancelAsync().ConfigureAwait(false);
        if (_hint is Task waiting)
        {
            // The enumerator may be disposed only when nobody waits for it; how the wait ended does not matter any more.
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _hints.DisposeAsync().ConfigureAwait(false);
        await _subscription.DisposeAsync().ConfigureAwait(false);
        _ended.Dispose();
    }
}
