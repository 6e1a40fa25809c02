namespace FlexCore.Simulation.Tests.World;

/// <summary>The clock of one process: its wall time may be wrong by hours, its monotonic time by one part in a hundred. Timers of a paused process come late.</summary>
internal sealed class SimClock(SimScheduler scheduler, SimContext? context, TimeSpan wrongBy, double rate) : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + scheduler.Now + wrongBy;

    public override long GetTimestamp() => (long)(scheduler.Now.Ticks * rate);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Simulated work: completes after so much simulated time, or is cancelled.</summary>
    public async Task WorkAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource();
        using var cancel = cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        Schedule(duration, () => done.TrySetResult());
        await done.Task;
    }

    public void Schedule(TimeSpan delay, Action ring)
    {
        // One tick more than asked for: a timer never comes early.
        scheduler.After(new TimeSpan((long)(delay.Ticks / rate) + 1), () =>
        {
            if (context is null)
            {
                ring();
            }
            else
            {
                context.Post(ring);
            }
        });
    }
}
