using FlexCore.Testing.Time;

namespace FlexCore.Cluster.Tests;

public sealed class StopWaitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private int _open = 1;

    [Fact]
    public async Task What_holds_already_is_not_waited_for()
    {
        _open = 0;

        (await Start(new StopWait(_clock), Timeout.InfiniteTimeSpan)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_last_end_lets_the_stop_go_on_without_any_time()
    {
        var stop = new StopWait(_clock);
        _open = 2;
        var waiting = Start(stop, Timeout.InfiniteTimeSpan);

        End(stop);
        waiting.IsCompleted.ShouldBeFalse();
        End(stop);

        (await waiting.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_end_before_anybody_stops_is_no_ones_business()
    {
        var stop = new StopWait(_clock);
        _open = 2;
        End(stop);
        var waiting = Start(stop, Timeout.InfiniteTimeSpan);
        waiting.IsCompleted.ShouldBeFalse();

        End(stop);

        (await waiting.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task When_the_time_is_up_the_stop_goes_on_without()
    {
        var waiting = Start(new StopWait(_clock), TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(4));
        waiting.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromSeconds(1));

        (await waiting.WaitAsync(Patience)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_may_give_up()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = new StopWait(_clock).UntilAsync(static () => false, Timeout.InfiniteTimeSpan, cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    /// <summary>However the ends of many threads and the beginning of the stop interleave, none is missed.</summary>
    [Fact]
    public async Task No_end_is_missed_whatever_the_threads_do()
    {
        for (var round = 0; round < 200; round++)
        {
            var stop = new StopWait(TimeProvider.System);
            _open = 4;
            var ends = Enumerable.Range(0, 4).Select(_ => Task.Run(() => End(stop))).ToArray();

            (await Start(stop, Timeout.InfiniteTimeSpan).WaitAsync(Patience)).ShouldBeTrue($"round {round}");
            await Task.WhenAll(ends);
        }
    }

    private Task<bool> Start(StopWait stop, TimeSpan atMost) => stop.UntilAsync(() => Volatile.Read(ref _open) == 0, atMost, CancellationToken.None);

    private void End(StopWait stop)
    {
        Interlocked.Decrement(ref _open);
        stop.Tell();
    }
}
