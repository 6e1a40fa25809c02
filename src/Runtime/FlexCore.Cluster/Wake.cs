namespace FlexCore.Cluster;

/// <summary>What a loop waits on: an interval, or that something has happened. Many calls of <see cref="Set"/> wake it once.</summary>
/// <remarks>Thread-safe to set; one loop waits. A wake-up may come for nothing, so what a loop does must bear to be done again.</remarks>
internal sealed class Wake : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    internal Wake(TimeProvider time) => _timer = time.CreateTimer(static wake => (wake as Wake)?.Elapse(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Ends the wait now, or the next one as soon as it begins.</summary>
    internal void Set()
    {
        lock (_gate)
        {
            _isSet = !Release();
        }
    }

    /// <summary>Waits until <see cref="Set"/> or until so much time has passed; with <see cref="Timeout.InfiniteTimeSpan"/> until <see cref="Set"/> alone.</summary>
    internal Task WaitAsync(TimeSpan atMost)
    {
        lock (_gate)
        {
            if (_isSet)
            {
                _isSet = false;
                return Task.CompletedTask;
            }

            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _timer.Change(atMost > TimeSpan.Zero || atMost == Timeout.InfiniteTimeSpan ? atMost : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return _waiter.Task;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Elapse()
    {
        lock (_gate)
        {
            Release();
        }
    }

    private bool Release()
    {
        if (_waiter is not { } waiter)
        {
            return false;
        }

        _waiter = null;
        return waiter.TrySetResult();
    }
}
