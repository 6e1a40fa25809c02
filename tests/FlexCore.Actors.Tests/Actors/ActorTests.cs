using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Actors;

/// <summary>What a plain actor promises its author and its callers.</summary>
public sealed class ActorTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly ActorSystem _system;

    public ActorTests() => _system = new ActorSystem(new ActorSystemOptions { RestartsMax = 3 }, _clock, NullLoggerFactory.Instance);

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task An_ask_is_answered()
    {
        var echo = Start((message, _) => new ValueTask<string>(message + "!"));

        (await echo.AskAsync("hello")).ShouldBe("hello!");
    }

    [Fact]
    public async Task Messages_of_one_sender_are_handled_in_order()
    {
        var seen = new List<string>();
        var actor = Start((message, _) =>
        {
            seen.Add(message);
            return new ValueTask<string>(message);
        });

        for (var i = 0; i < 1_000; i++)
        {
            actor.TryTell($"{i}").ShouldBeTrue();
        }

        await actor.AskAsync("last");
        seen.ShouldBe([.. Enumerable.Range(0, 1_000).Select(i => $"{i}"), "last"]);
    }

    [Fact]
    public async Task Only_one_message_is_handled_at_a_time_also_when_handlers_await()
    {
        var inside = 0;
        var overlaps = 0;
        var actor = Start(async (message, _) =>
        {
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return message;
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await actor.AskAsync("x");
            }
        })));

        overlaps.ShouldBe(0);
    }

    [Fact]
    public async Task Many_callers_each_get_their_own_answer()
    {
        var actor = Start((message, _) => new ValueTask<string>(message));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var text = $"{caller}-{i}";
                (await actor.AskAsync(text)).ShouldBeSameAs(text);
            }
        })));
    }

    [Fact]
    public async Task A_full_mailbox_fails_the_ask_and_refuses_the_tell()
    {
        var gate = new Signal();
        var handled = new Probe<string>();
        var actor = Start(
            async (message, _) =>
            {
                handled.Add(message);
                await gate.WaitAsync("the gate");
                return message;
            },
            new ActorOptions { MailboxCapacity = 2 });
        var first = actor.AskAsync("0").AsTask();
        await handled.NextAsync("the first message");
        actor.TryTell("1").ShouldBeTrue();
        actor.TryTell("2").ShouldBeTrue();

        actor.TryTell("3").ShouldBeFalse();
        var error = await Should.ThrowAsync<MailboxFullException>(async () => await actor.AskAsync("4"));

        error.Message.ShouldContain("2");
        error.Actor.ShouldBe("actor");
        _system.DeadLetters.ShouldBe(2);
        gate.Set();
        await first.WaitAsync(Patience);
        (await handled.NextAsync(2, "the messages that waited")).ShouldBe(["1", "2"]);
        (await actor.AskAsync("5")).ShouldBe("5");
    }

    [Fact]
    public async Task An_ask_times_out_and_its_late_answer_goes_nowhere()
    {
        var gate = new Signal();
        var actor = Start(async (message, _) =>
        {
            await gate.WaitAsync("the gate");
            return message;
        });
        var late = actor.AskAsync("late", TimeSpan.FromSeconds(1)).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        late.IsCompleted.ShouldBeFalse("a time-out never comes early");

        _clock.Advance(TimeSpan.FromMilliseconds(51));

        (await Should.ThrowAsync<ActorTimeoutException>(() => late.WaitAsync(Patience))).Actor.ShouldBe("actor");
        gate.Set();
        (await actor.AskAsync("next")).ShouldBe("next");
    }

    [Fact]
    public async Task A_cancelled_ask_stops_waiting_and_the_actor_goes_on()
    {
        var gate = new Signal();
        var actor = Start(async (message, _) =>
        {
            await gate.WaitAsync("the gate");
            return message;
        });
        using var cancellation = new CancellationTokenSource();
        var ask = actor.AskAsync("x", cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(() => ask.WaitAsync(Patience))).CancellationToken.ShouldBe(cancellation.Token);
        gate.Set();
        (await actor.AskAsync("next")).ShouldBe("next");
    }

    [Fact]
    public async Task Messages_to_a_stopped_actor_are_dead_letters()
    {
        var actor = Start((message, _) => new ValueTask<string>(message));
        await actor.AskAsync("x");
        await actor.StopAsync().WaitAsync(Patience);

        actor.TryTell("late").ShouldBeFalse();
        await Should.ThrowAsync<ActorStoppedException>(async () => await actor.AskAsync("late"));

        _system.DeadLetters.ShouldBe(2);
        actor.Stopped.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Messages_that_wait_when_the_actor_stops_are_dead_letters_and_their_callers_are_told()
    {
        var actor = Start((message, context) =>
        {
            context.Stop();
            return new ValueTask<string>(message);
        });
        var asks = Enumerable.Range(0, 5).Select(i => actor.AskAsync($"{i}").AsTask()).ToArray();

        await actor.Stopped.WaitAsync(Patience);

        var answered = 0;
        foreach (var ask in asks)
        {
            try
            {
                await ask.WaitAsync(Patience);
                answered++;
            }
            catch (ActorStoppedException error)
            {
                error.Actor.ShouldBe("actor");
            }
        }

        answered.ShouldBe(1);
        _system.DeadLetters.ShouldBe(4);
    }

    [Fact]
    public async Task A_name_can_be_used_again_after_a_stop_and_not_before()
    {
        var actor = Start((message, _) => new ValueTask<string>(message));
        Should.Throw<ArgumentException>(() => Start((message, _) => new ValueTask<string>(message))).Message.ShouldContain("actor");

        await actor.StopAsync().WaitAsync(Patience);

        (await Start((message, _) => new ValueTask<string>(message + "2")).AskAsync("x")).ShouldBe("x2");
    }

    [Fact]
    public async Task A_scheduled_message_comes_when_it_is_due()
    {
        var seen = new Probe<string>();
        var actor = Start((message, context) =>
        {
            seen.Add(message);
            if (message == "start")
            {
                context.Schedule(TimeSpan.FromMinutes(1), "later");
                context.Schedule(TimeSpan.FromMinutes(1), "cancelled").Dispose();
            }

            return new ValueTask<string>(message);
        });
        await actor.AskAsync("start");
        await seen.NextAsync("the start");

        _clock.Advance(TimeSpan.FromSeconds(59));
        seen.Count.ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await seen.NextAsync("the scheduled message")).ShouldBe("later");
        await actor.AskAsync("end");
        (await seen.NextAsync("the end")).ShouldBe("end");
    }

    [Fact]
    public async Task A_disposed_system_has_stopped_its_actors_and_starts_none()
    {
        var actor = Start((message, _) => new ValueTask<string>(message));
        await actor.AskAsync("x");

        await _system.DisposeAsync();

        await Should.ThrowAsync<ActorStoppedException>(async () => await actor.AskAsync("x"));
        Should.Throw<ObjectDisposedException>(() => Start((message, _) => new ValueTask<string>(message)));
    }

    private ActorRef<string, string> Start(
        Func<string, ActorContext<string, string>, ValueTask<string>> handle, ActorOptions? options = null) =>
        _system.Start("actor", () => new FuncActor(handle), options ?? new ActorOptions());
}
