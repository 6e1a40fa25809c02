using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Actors;

/// <summary>What happens when an actor's code throws.</summary>
public sealed class SupervisionTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly ActorSystem _system;
    private readonly Probe<string> _life = new();
    private int _instances;

    public SupervisionTests() => _system = new ActorSystem(
        new ActorSystemOptions { RestartsMax = 3, RestartJitter = 0, RestartBackoffMin = TimeSpan.FromSeconds(1), RestartBackoffMax = TimeSpan.FromSeconds(60) },
        _clock,
        NullLoggerFactory.Instance);

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_fails_fails_alone_and_a_new_instance_handles_the_rest(bool asynchronously)
    {
        var actor = Start(asynchronously);
        var asks = new[] { "a", "boom", "b" }.Select(message => actor.AskAsync(message).AsTask()).ToArray();

        (await asks[0].WaitAsync(Patience)).ShouldBe("a by 1");
        var error = await Should.ThrowAsync<ActorFailedException>(() => asks[1].WaitAsync(Patience));
        (await asks[2].WaitAsync(Patience)).ShouldBe("b by 2");

        error.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("boom");
        (await _life.NextAsync(3, "the life of the actor")).ShouldBe(["start 1", "stop 1 because boom", "start 2"]);
    }

    [Fact]
    public async Task A_told_message_that_fails_restarts_the_actor_too()
    {
        var actor = Start();
        actor.TryTell("boom");

        (await actor.AskAsync("a")).ShouldBe("a by 2");
    }

    [Fact]
    public async Task Failures_in_a_row_are_answered_with_growing_pauses_and_then_with_the_end()
    {
        var actor = Start();
        await Should.ThrowAsync<ActorFailedException>(async () => await actor.AskAsync("boom"));
        await Should.ThrowAsync<ActorFailedException>(async () => await actor.AskAsync("boom"));
        await PauseAsync(TimeSpan.FromSeconds(1), actor);
        await PauseAsync(TimeSpan.FromSeconds(2), actor);

        await actor.Stopped.WaitAsync(Patience);

        (await Should.ThrowAsync<ActorStoppedException>(async () => await actor.AskAsync("x"))).Actor.ShouldBe("actor");
        _instances.ShouldBe(4, "the first one and three restarts");
    }

    [Fact]
    public async Task A_success_ends_the_row_of_failures()
    {
        var actor = Start();
        for (var i = 0; i < 10; i++)
        {
            await Should.ThrowAsync<ActorFailedException>(async () => await actor.AskAsync("boom"));
            (await actor.AskAsync("a").AsTask().WaitAsync(Patience)).ShouldBe($"a by {i + 2}");
        }
    }

    [Fact]
    public async Task Messages_wait_during_a_pause_and_none_is_lost()
    {
        var actor = Start();
        await Should.ThrowAsync<ActorFailedException>(async () => await actor.AskAsync("boom"));
        await Should.ThrowAsync<ActorFailedException>(async () => await actor.AskAsync("boom"));
        var asks = Enumerable.Range(0, 20).Select(i => actor.AskAsync($"{i}", Timeout.InfiniteTimeSpan).AsTask()).ToArray();
        await WhenPausedAsync();
        asks.ShouldAllBe(ask => !ask.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));

        (await Task.WhenAll(asks).WaitAsync(Patience)).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i} by 3"));
    }

    [Fact]
    public async Task An_actor_can_be_stopped_during_a_pause()
    {
        var actor = Start();
        await Should.ThrowAsync<ActorFailedException>(async () => await actor.AskAsync("boom"));
        await Should.ThrowAsync<ActorFailedException>(async () => await actor.AskAsync("boom"));
        await WhenPausedAsync();
        var waiting = actor.AskAsync("x", Timeout.InfiniteTimeSpan).AsTask();

        await actor.StopAsync().WaitAsync(Patience);

        await Should.ThrowAsync<ActorStoppedException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_actor_that_cannot_start_is_tried_again_and_given_up()
    {
        var attempts = 0;
        var actor = _system.Start<string, string>(
            "cannot-start",
            () => attempts++ % 2 == 0
                ? throw new InvalidOperationException("no instance")
                : new FuncActor((message, _) => new ValueTask<string>(message), () => throw new InvalidOperationException("no start")),
            new ActorOptions());
        var ask = actor.AskAsync("x", Timeout.InfiniteTimeSpan).AsTask();
        for (var pause = 1; pause <= 2; pause++)
        {
            await WhenPausedAsync();
            _clock.Advance(TimeSpan.FromSeconds(pause));
        }

        var error = await Should.ThrowAsync<ActorStoppedException>(() => ask.WaitAsync(Patience));

        error.Message.ShouldContain("no start");
        attempts.ShouldBe(4);
    }

    [Fact]
    public async Task A_stop_hook_that_throws_does_not_keep_the_actor_from_stopping()
    {
        var actor = _system.Start<string, string>(
            "stubborn",
            () => new FuncActor((message, _) => new ValueTask<string>(message), stop: _ => throw new InvalidOperationException("no stop")),
            new ActorOptions());
        await actor.AskAsync("x");

        await actor.StopAsync().WaitAsync(Patience);
    }

    private async Task PauseAsync(TimeSpan pause, ActorRef<string, string> actor)
    {
        var ask = actor.AskAsync("boom", Timeout.InfiniteTimeSpan).AsTask();
        await WhenPausedAsync();
        _clock.Advance(pause - TimeSpan.FromMilliseconds(1));
        ask.IsCompleted.ShouldBeFalse($"the pause is {pause}");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await Should.ThrowAsync<ActorFailedException>(() => ask.WaitAsync(Patience));
    }

    // The sweep of waiting asks is one timer; the pause is the other.
    private Task WhenPausedAsync() => _clock.WhenTimersArmedAsync(2).WaitAsync(Patience);

    private ActorRef<string, string> Start(bool asynchronously = false) => _system.Start(
        "actor",
        () =>
        {
            var number = ++_instances;
            return new FuncActor(
                async (message, _) =>
                {
                    if (asynchronously)
                    {
                        await Task.Yield();
                    }

                    return message == "boom" ? throw new InvalidOperationException("boom") : $"{message} by {number}";
                },
                () =>
                {
                    _life.Add($"start {number}");
                    return ValueTask.CompletedTask;
                },
                cause =>
                {
                    _life.Add($"stop {number} because {cause?.Message}");
                    return ValueTask.CompletedTask;
                });
        },
        new ActorOptions());
}
