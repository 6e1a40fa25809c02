namespace FlexCore.Simulation.Tests.World;

/// <summary>A timer of a simulated clock.</summary>
internal sealed class SimTimer(SimClock clock, TimerCallback callback, object? state) : ITimer
{
    private long _armed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var arm = ++_armed;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            clock.Schedule(dueTime, () => Ring(arm, period));
        }

        return true;
    }

    public void Dispose() => _armed++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Ring(long arm, TimeSpan period)
    {
        if (arm != _armed)
        {
            return;
        }

        if (period > TimeSpan.Zero)
        {
            Change(period, period);
        }

        callback(state);
    }
}
