using FlexCore.Testing.Time;

namespace FlexCore.Cluster.Tests;

public sealed class WakeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_wait_lasts_as_long_as_it_was_asked_for()
    {
        using var wake = new Wake(_clock);
        var wait = wake.WaitAsync(Second);
        _clock.Advance(Second - TimeSpan.FromTicks(1));
        wait.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromTicks(1));
        wait.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Setting_ends_the_wait_at_once()
    {
        using var wake = new Wake(_clock);
        var wait = wake.WaitAsync(Second);
        wake.Set();
        wait.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void What_was_set_before_the_wait_ends_the_next_one_and_only_that()
    {
        using var wake = new Wake(_clock);
        wake.Set();
        wake.Set();
        wake.WaitAsync(Second).IsCompleted.ShouldBeTrue();
        wake.WaitAsync(Second).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Time_that_passes_between_waits_wakes_nobody()
    {
        using var wake = new Wake(_clock);
        _ = wake.WaitAsync(Second);
        wake.Set();
        _clock.Advance(Second * 2);
        wake.WaitAsync(Second).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_wait_without_an_end_is_ended_by_nothing_but_a_signal()
    {
        using var wake = new Wake(_clock);
        var wait = wake.WaitAsync(Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromDays(1));
        wait.IsCompleted.ShouldBeFalse();
        wake.Set();
        wait.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void A_wait_without_time_ends_when_the_clock_looks()
    {
        using var wake = new Wake(_clock);
        var wait = wake.WaitAsync(TimeSpan.FromSeconds(-1));
        _clock.Advance(TimeSpan.Zero);
        wait.IsCompleted.ShouldBeTrue();
    }
}
