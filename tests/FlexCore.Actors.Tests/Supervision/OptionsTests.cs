using FlexCore.Actors.Entities;
using FlexCore.Actors.Supervision;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Supervision;

/// <summary>Every setting names itself, its value and the remedy when it is out of range.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, Action<EntityOptions>> BadEntityOptions { get; } = new()
    {
        { "mailbox-capacity", options => options.MailboxCapacity = 0 },
        { "throughput", options => options.Throughput = 65_537 },
        { "commits-in-flight-max", options => options.CommitsInFlightMax = 0 },
        { "snapshot-every", options => options.SnapshotEvery = 0 },
        { "passivate-after", options => options.PassivateAfter = TimeSpan.FromMilliseconds(9) },
        { "resident-max", options => options.ResidentMax = 0 },
        { "idempotency-keys-max", options => options.IdempotencyKeysMax = -1 },
        { "ask-timeout", options => options.AskTimeout = TimeSpan.Zero },
        { "timer-retry-after", options => options.TimerRetryAfter = TimeSpan.FromHours(2) },
        { "when-fenced", options => options.WhenFenced = (FencedPolicy)9 },
    };

    public static TheoryData<string, Action<ActorSystemOptions>> BadSystemOptions { get; } = new()
    {
        { "ask-timeout", options => options.AskTimeout = TimeSpan.FromDays(2) },
        { "ask-sweep-interval", options => options.AskSweepInterval = TimeSpan.Zero },
        { "restart-backoff-min", options => options.RestartBackoffMin = TimeSpan.FromSeconds(11) },
        { "restart-backoff-max", options => options.RestartBackoffMax = TimeSpan.FromDays(2) },
        { "restart-jitter", options => options.RestartJitter = 1.5 },
        { "restarts-max", options => options.RestartsMax = -1 },
    };

    [Theory]
    [MemberData(nameof(BadEntityOptions))]
    public void An_entity_setting_out_of_range_is_refused(string key, Action<EntityOptions> spoil)
    {
        var options = new EntityOptions();
        options.Validate();
        spoil(options);

        var error = Should.Throw<ActorOptionsException>(options.Validate);

        error.Key.ShouldBe($"flexcore.actors.entity.{key}");
        error.Message.ShouldContain(error.Value);
        error.Message.ShouldContain("Set it to a value");
    }

    [Theory]
    [MemberData(nameof(BadSystemOptions))]
    public void A_system_setting_out_of_range_is_refused(string key, Action<ActorSystemOptions> spoil)
    {
        var options = new ActorSystemOptions();
        options.Validate();
        spoil(options);

        Should.Throw<ActorOptionsException>(() => new ActorSystem(options, TimeProvider.System, NullLoggerFactory.Instance))
            .Key.ShouldBe($"flexcore.actors.system.{key}");
    }

    [Theory]
    [InlineData(0, 64, "mailbox-capacity")]
    [InlineData(1_048_577, 64, "mailbox-capacity")]
    [InlineData(1, 0, "throughput")]
    public void An_actor_setting_out_of_range_is_refused(int capacity, int throughput, string key) =>
        Should.Throw<ActorOptionsException>(new ActorOptions { MailboxCapacity = capacity, Throughput = throughput }.Validate)
            .Key.ShouldBe($"flexcore.actors.actor.{key}");

    [Fact]
    public void Waiting_for_ever_is_allowed_where_it_is_said_so()
    {
        new EntityOptions { AskTimeout = Timeout.InfiniteTimeSpan }.Validate();
        new ActorSystemOptions { AskTimeout = Timeout.InfiniteTimeSpan }.Validate();
    }
}
