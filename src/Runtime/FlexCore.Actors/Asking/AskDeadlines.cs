namespace FlexCore.Actors.Asking;

/// <summary>Times out asks by sweeping the pools: one timer for all asks, none while nobody waits.</summary>
/// <remarks>
/// Thread-safe. A time-out never comes early and at most one sweep interval late. Per ask the cost is one read of the clock and one
/// read of <see cref="_running"/>; a sweep costs a few nanoseconds per pooled ask.
/// </remarks>
internal sealed class AskDeadlines : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly List<IAskPool> _pools = [];
    private int _running;
    private bool _disposed;

    internal AskDeadlines(TimeProvider time, TimeSpan interval)
    {
        _time = time;
        _interval = interval;
        _timer = time.CreateTimer(
            static state => ((AskDeadlines)state!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The timestamp after which an ask that starts now has waited too long.</summary>
    internal long After(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);

    internal void Add(IAskPool pool)
    {
        lock (_gate)
        {
            _pools.Add(pool);
        }
    }

    internal void Remove(IAskPool pool)
    {
        lock (_gate)
        {
            _pools.Remove(pool);
        }
    }

    /// <summary>Sees to it that a sweep comes. Call after the ask is pending and after a full fence (posting it is one).</summary>
    internal void Watch()
    {
        if (Volatile.Read(ref _running) == 0 && Interlocked.Exchange(ref _running, 1) == 0)
        {
            Arm();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        return _timer.DisposeAsync();
    }

    private void Sweep()
    {
        // Down first, then look: an ask that begins after the look sees 0 and arms the timer itself.
        Interlocked.Exchange(ref _running, 0);
        var now = _time.GetTimestamp();
        var waiting = false;
        lock (_gate)
        {
            foreach (var pool in _pools)
            {
                waiting |= pool.Sweep(now);
            }
        }

        if (waiting)
        {
            Watch();
        }
    }

    private void Arm()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _timer.Change(_interval, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
