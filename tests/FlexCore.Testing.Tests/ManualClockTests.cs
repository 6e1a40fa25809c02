using FlexCore.Testing.Time;

namespace FlexCore.Testing.Tests;

public sealed class ManualClockTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)));
    private readonly List<string> _fired = [];

    [Fact]
    public void It_shows_the_start_in_utc_until_it_is_advanced()
    {
        _clock.GetUtcNow().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _clock.GetUtcNow().Offset.ShouldBe(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(90));
        _clock.GetUtcNow().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 1, 30, TimeSpan.Zero));
    }

    [Fact]
    public void Timestamps_measure_what_was_advanced()
    {
        var start = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(1234));
        _clock.GetElapsedTime(start).ShouldBe(TimeSpan.FromMilliseconds(1234));
    }

    [Fact]
    public void Going_back_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public void A_timer_fires_when_it_is_due_and_not_before()
    {
        Arm("a", 10);
        _clock.Advance(TimeSpan.FromSeconds(9.999));
        _fired.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        _fired.ShouldBe(["a@10"]);
        _clock.Advance(TimeSpan.FromSeconds(100));
        _fired.Count.ShouldBe(1);
    }

    [Fact]
    public void Timers_fire_in_due_order_and_see_their_own_due_time()
    {
        Arm("late", 30);
        Arm("early", 10);
        Arm("middle", 20);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _fired.ShouldBe(["early@10", "middle@20", "late@30"]);
        Seconds().ShouldBe(60);
    }

    [Fact]
    public void Timers_due_together_fire_in_the_order_they_were_armed()
    {
        Arm("first", 10);
        Arm("second", 10);
        Arm("third", 10);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _fired.ShouldBe(["first@10", "second@10", "third@10"]);
    }

    [Fact]
    public void A_periodic_timer_fires_once_per_period()
    {
        using var timer = _clock.CreateTimer(_ => _fired.Add($"p@{Seconds()}"), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(40));
        _fired.ShouldBe(["p@5", "p@15", "p@25", "p@35"]);
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(40));
        _fired.Count.ShouldBe(4);
    }

    [Fact]
    public void A_timer_armed_by_a_callback_fires_in_the_same_advance_when_due()
    {
        _clock.CreateTimer(_ => Arm("child", 5), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(14));
        _fired.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _fired.ShouldBe(["child@15"]);
    }

    [Fact]
    public void A_changed_timer_keeps_only_its_new_due_time()
    {
        var timer = Arm("a", 10);
        timer.Change(TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(30));
        _fired.ShouldBe(["a@20"]);
    }

    [Fact]
    public void A_disposed_or_infinite_timer_never_fires()
    {
        var timer = Arm("disposed", 10);
        timer.Dispose();
        timer.Change(TimeSpan.Zero, TimeSpan.Zero).ShouldBeFalse();
        _clock.CreateTimer(_ => _fired.Add("infinite"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromDays(1));
        _fired.ShouldBeEmpty();
        _clock.ArmedTimerCount.ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_for_armed_timers_ends_when_enough_are_armed()
    {
        var waiting = _clock.WhenTimersArmedAsync(2);
        Arm("a", 10);
        waiting.IsCompleted.ShouldBeFalse();
        Arm("b", 10);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await _clock.WhenTimersArmedAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancellation_sources_and_waits_of_the_base_library_follow_it()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        var wait = new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(7), _clock);
        _clock.Advance(TimeSpan.FromSeconds(5));
        source.IsCancellationRequested.ShouldBeTrue();
        wait.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<TimeoutException>(() => wait);
    }

    [Fact]
    public async Task A_deadline_far_away_is_no_wait()
    {
        var deadline = Arm("deadline", 30);
        var waits = _clock.WhenTimerDueAsync(TimeSpan.FromSeconds(10));
        waits.IsCompleted.ShouldBeFalse();
        Arm("pause", 10);
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(10));
        waits = _clock.WhenTimerDueAsync(TimeSpan.FromSeconds(10));
        waits.IsCompleted.ShouldBeFalse("the pause is over");
        _clock.Advance(TimeSpan.FromSeconds(10));
        await waits.WaitAsync(TimeSpan.FromSeconds(30));
        await deadline.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_the_way_is_cut_the_timers_fire_the_same(int seed)
    {
        var random = new Random(seed);
        var dues = Enumerable.Range(0, 50).Select(_ => random.Next(1, 1_000)).ToArray();
        for (var i = 0; i < dues.Length; i++)
        {
            Arm($"{i}", dues[i]);
        }

        while (Seconds() < 1_000)
        {
            _clock.Advance(TimeSpan.FromSeconds(random.Next(0, 200)));
        }

        _fired.ShouldBe(dues.Select((due, i) => (due, i)).OrderBy(timer => timer.due).ThenBy(timer => timer.i).Select(timer => $"{timer.i}@{timer.due}"), $"seed {seed}");
    }

    private ITimer Arm(string name, int seconds) =>
        _clock.CreateTimer(_ => _fired.Add($"{name}@{Seconds()}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private double Seconds() => (_clock.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
}
