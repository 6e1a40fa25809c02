namespace FlexCore.Testing.Time;

/// <summary>A timer of a <see cref="ManualClock"/>. Its due time and number are guarded by the clock's lock.</summary>
internal sealed class ManualTimer : ITimer
{
    private readonly ManualClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private volatile bool _disposed;

    public ManualTimer(ManualClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
    }

    public static IComparer<ManualTimer> DueOrder { get; } = Comparer<ManualTimer>.Create(static (a, b) =>
    {
        var byDue = a.Due.CompareTo(b.Due);
        return byDue != 0 ? byDue : a.ArmNumber.CompareTo(b.ArmNumber);
    });

    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; set; }

    public long ArmNumber { get; set; }

    public void Fire()
    {
        if (!_disposed)
        {
            _callback(_state);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _clock.Arm(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        _clock.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
