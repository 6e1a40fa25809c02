using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Asking;

/// <summary>Time-outs without a timer per ask, and the pool behind asks.</summary>
public sealed class AskDeadlinesTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly ActorSystem _system;
    private readonly Signal _gate = new();

    public AskDeadlinesTests() => _system = new ActorSystem(new ActorSystemOptions(), _clock, NullLoggerFactory.Instance);

    public ValueTask DisposeAsync()
    {
        _gate.Set();
        return _system.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_waiting_callers_cost_one_timer_and_none_when_all_are_answered()
    {
        var actor = StartSlow();
        _clock.ArmedTimerCount.ShouldBe(0);
        var asks = Enumerable.Range(0, 1_000).Select(i => actor.AskAsync(i, TimeSpan.FromMinutes(1)).AsTask()).ToArray();

        _clock.ArmedTimerCount.ShouldBe(1);
        _gate.Set();
        await Task.WhenAll(asks).WaitAsync(Patience);
        _clock.Advance(TimeSpan.FromSeconds(1));

        _clock.ArmedTimerCount.ShouldBe(0);
    }

    [Fact]
    public async Task Each_caller_has_its_own_deadline()
    {
        var actor = StartSlow();
        var asks = Enumerable.Range(1, 20).Select(i => actor.AskAsync(i, TimeSpan.FromSeconds(i)).AsTask()).ToArray();

        for (var second = 1; second <= 20; second++)
        {
            asks[second - 1].IsCompleted.ShouldBeFalse($"second {second}");
            _clock.Advance(TimeSpan.FromSeconds(1));
            _clock.Advance(TimeSpan.FromMilliseconds(second == 1 ? 50 : 0));
            await Should.ThrowAsync<ActorTimeoutException>(() => asks[second - 1].WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task An_ask_that_timed_out_is_never_confused_with_a_later_one()
    {
        var actor = StartSlow();
        for (var i = 0; i < 50; i++)
        {
            var ask = actor.AskAsync(i, TimeSpan.FromMilliseconds(1)).AsTask();
            _clock.Advance(TimeSpan.FromMilliseconds(60));
            await Should.ThrowAsync<ActorTimeoutException>(() => ask.WaitAsync(Patience));
        }

        _gate.Set();
        for (var i = 0; i < 200; i++)
        {
            // The late answers of the first fifty are under way at the same time.
            (await actor.AskAsync(1_000 + i, Timeout.InfiniteTimeSpan)).ShouldBe(1_001 + i);
        }
    }

    [Fact]
    public async Task An_answer_and_a_time_out_that_race_give_one_of_the_two()
    {
        var actor = _system.Start("quick", static () => new Successor(null), new ActorOptions());
        for (var i = 0; i < 2_000; i++)
        {
            var advancing = Task.Run(() => _clock.Advance(TimeSpan.FromMilliseconds(50)));
            try
            {
                (await actor.AskAsync(i, TimeSpan.FromMilliseconds(1)).AsTask().WaitAsync(Patience)).ShouldBe(i + 1);
            }
            catch (ActorTimeoutException error)
            {
                error.Actor.ShouldBe("quick");
            }

            await advancing;
        }

        // Whoever won each race, the pool's asks are whole.
        (await actor.AskAsync(7, Timeout.InfiniteTimeSpan)).ShouldBe(8);
    }

    [Fact]
    public async Task Awaiting_a_result_twice_is_an_error_and_not_another_caller_s_answer()
    {
        var actor = _system.Start("quick", static () => new Successor(null), new ActorOptions());
        var ask = actor.AskAsync(1);
        (await ask).ShouldBe(2);

        await Should.ThrowAsync<InvalidOperationException>(async () => await ask);
    }

    [Fact]
    public async Task Cancelling_after_the_answer_changes_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var actor = _system.Start("quick", static () => new Successor(null), new ActorOptions());
        for (var i = 0; i < 100; i++)
        {
            (await actor.AskAsync(i, cancellation.Token)).ShouldBe(i + 1);
        }

        await cancellation.CancelAsync();

        (await actor.AskAsync(5)).ShouldBe(6);
    }

    private ActorRef<int, int> StartSlow() => _system.Start("slow", () => new Successor(_gate), new ActorOptions { MailboxCapacity = 10_000 });

    private sealed class Successor(Signal? gate) : Actor<int, int>
    {
        public override async ValueTask<int> ReceiveAsync(int message, ActorContext<int, int> context)
        {
            if (gate is not null)
            {
                await gate.WaitAsync("the gate");
            }

            return message + 1;
        }
    }
}
