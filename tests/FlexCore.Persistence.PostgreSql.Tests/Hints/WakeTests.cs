using FlexCore.Persistence.PostgreSql.Hints;
using FlexCore.Testing.Time;

namespace FlexCore.Persistence.PostgreSql.Tests.Hints;

public sealed class WakeTests
{
    private readonly Wake _wake = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_call_before_the_wait_is_not_lost_and_counts_once()
    {
        _wake.Set();
        _wake.Set();
        await _wake.WaitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        _wake.WaitAsync(CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_call_the_wait_ends_when_its_time_has_passed()
    {
        var wait = _wake.WaitAsync(TimeSpan.FromSeconds(2), _clock, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        wait.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await wait.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_call_ends_the_wait_at_once_and_leaves_no_timer()
    {
        var wait = _wake.WaitAsync(TimeSpan.FromHours(1), _clock, CancellationToken.None);
        _wake.Set();
        await wait.WaitAsync(TimeSpan.FromSeconds(30));
        _clock.ArmedTimerCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_wait_says_so()
    {
        using var stop = new CancellationTokenSource();
        var wait = _wake.WaitAsync(TimeSpan.FromHours(1), _clock, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => wait.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
