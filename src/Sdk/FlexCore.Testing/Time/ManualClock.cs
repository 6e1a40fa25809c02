namespace FlexCore.Testing.Time;

/// <summary>A clock that moves only when the test says so. Timers fire on <see cref="Advance"/>, in due order, on the caller's thread.</summary>
/// <remarks>
/// <para>Timers due at the same instant fire in the order in which they were armed. While a timer's callback runs, the clock shows
/// that timer's due time. A periodic timer fires once per period that <see cref="Advance"/> covers.</para>
/// <para>Ownership: any thread may read the time and arm timers; one test at a time advances. Callbacks run outside the lock.</para>
/// </remarks>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<ManualTimer> _armed = new(ManualTimer.DueOrder);
    private readonly List<(int Count, TimeSpan Within, TaskCompletionSource Reached)> _timerWaiters = [];
    private DateTimeOffset _now;
    private long _armCount;

    /// <summary>Creates a clock that shows 2026-01-01T00:00:00Z.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock.</summary>
    /// <param name="start">The first instant it shows.</param>
    public ManualClock(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are armed now.</summary>
    public int ArmedTimerCount
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires every timer that becomes due, also those that a fired callback arms in time.</summary>
    /// <param name="by">How far; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (_gate)
        {
            target = _now + by;
        }

        FireDue(target);
    }

    /// <summary>
    /// Moves the clock forward in one step, as a process sees it that stood still: every timer that became due meanwhile fires once, and sees
    /// the new time.
    /// </summary>
    /// <param name="by">How far; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target;
        lock (_gate)
        {
            target = _now += by;
        }

        FireDue(target);
    }

    private void FireDue(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = target > _now ? target : _now;
            TellWaiters();
        }
    }

    /// <summary>Waits until at least this many timers are armed, so that a test can advance knowing that the code under test waits.</summary>
    /// <param name="count">The number of armed timers to wait for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task WhenTimersArmedAsync(int count, CancellationToken cancellationToken = default) => WhenArmedAsync(count, TimeSpan.MaxValue, cancellationToken);

    /// <summary>
    /// Waits until a timer is armed that is due soon. Where the code under test holds a deadline while it works (the time-out of a call), an armed timer does not say
    /// that it waits: only one that is due before the deadline does.
    /// </summary>
    /// <param name="within">How soon, from the time that the clock shows; shorter than the deadlines.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task WhenTimerDueAsync(TimeSpan within, CancellationToken cancellationToken = default) => WhenArmedAsync(1, within, cancellationToken);

    internal void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            timer.Period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = _now + dueTime;
            timer.ArmNumber = ++_armCount;
            _armed.Add(timer);
            TellWaiters();
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
        }
    }

    private Task WhenArmedAsync(int count, TimeSpan within, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (IsArmed(count, within))
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _timerWaiters.Add((count, within, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    private bool IsArmed(int count, TimeSpan within) => _armed.Count(timer => timer.Due - _now <= within) >= count;

    // Called with the lock held; the waiters go on elsewhere.
    private void TellWaiters()
    {
        foreach (var waiter in _timerWaiters.Where(waiter => IsArmed(waiter.Count, waiter.Within)).ToArray())
        {
            _timerWaiters.Remove(waiter);
            waiter.Reached.SetResult();
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_gate)
        {
            var timer = _armed.Min;
            if (timer is null || timer.Due > target)
            {
                return null;
            }

            _armed.Remove(timer);
            _now = timer.Due > _now ? timer.Due : _now;
            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due = _now + timer.Period;
                timer.ArmNumber = ++_armCount;
                _armed.Add(timer);
            }

            return timer;
        }
    }
}
