using FlexCore.Application.Entities;
using FlexCore.Application.Schedules;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.Schedules;

public sealed class SchedulerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ScheduleBench _bench = new();

    [Fact]
    public async Task It_fires_when_the_time_has_come_and_once()
    {
        await _bench.CreateAsync("a", ScheduleBench.Every(Minute));
        await using var scheduler = await _bench.StartAsync(1);

        for (var number = 1; number <= 3; number++)
        {
            _bench.Clock.Advance(Minute + TimeSpan.FromSeconds(1));
            var delivery = await _bench.Target.Deliveries.NextAsync($"firing {number}");
            delivery.Firing.Number.ShouldBe(number);
            delivery.Firing.Due.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, number, 0, TimeSpan.Zero));
            (await _bench.Watched.Said.NextAsync("its end")).ShouldBe($"a {number} ok");
        }

        _bench.Target.Deliveries.Count.ShouldBe(0);
        var view = await _bench.ViewAsync("a");
        (view.Fired, view.Failed, view.Running).ShouldBe((3L, 0L, 0));
    }

    [Fact]
    public async Task It_hears_of_a_schedule_that_is_created_while_it_sleeps()
    {
        await using var scheduler = await _bench.StartAsync(1);
        await _bench.CreateAsync("later", ScheduleBench.Every(TimeSpan.FromHours(5)));
        await _bench.CreateAsync("sooner", ScheduleBench.Every(Minute));

        _bench.Clock.Advance(Minute * 2);

        (await _bench.Target.Deliveries.NextAsync("the sooner one")).Schedule.ShouldBe("sooner");
    }

    [Fact]
    public async Task It_hears_of_a_change_whose_answer_was_lost()
    {
        await using var scheduler = await _bench.StartAsync(1);
        var forgetful = new ScheduleService(_bench.Services with { Region = new ForgetfulRegion(_bench.Region) });
        await Should.ThrowAsync<AskTimeoutException>(forgetful.CreateAsync(ScheduleBench.Call, new CreateSchedule(ScheduleBench.Every(Minute)) { Id = "a" }));

        _bench.Clock.Advance(Minute * 2);

        (await _bench.Target.Deliveries.NextAsync("the firing")).Schedule.ShouldBe("a");
    }

    [Fact]
    public async Task A_trigger_fires_at_once()
    {
        await _bench.CreateAsync("a", ScheduleBench.Every(TimeSpan.FromHours(1)));
        await using var scheduler = await _bench.StartAsync(1);

        (await _bench.Schedules.TriggerAsync(ScheduleBench.Call, "a")).Refusal.ShouldBeNull();

        (await _bench.Target.Deliveries.NextAsync("the trigger")).Firing.Origin.ShouldBe(FiringOrigin.Manual);
    }

    [Fact]
    public async Task A_firing_whose_scheduler_died_is_delivered_again_with_the_same_key()
    {
        _bench.Target.Answer = static async (_, cancellationToken) =>
        {
            await new Signal().WaitAsync(cancellationToken);
            return null;
        };
        await _bench.CreateAsync("a", ScheduleBench.Every(Minute));
        ScheduleDelivery first;
        await using (await _bench.StartAsync(1))
        {
            _bench.Clock.Advance(Minute + TimeSpan.FromSeconds(1));
            first = await _bench.Target.Deliveries.NextAsync("the first delivery");
        }

        _bench.Target.Answer = static (_, _) => Task.FromResult<Refusal?>(null);
        await using var next = await _bench.StartAsync(2);

        var second = await _bench.Target.Deliveries.NextAsync("the second delivery");
        (second.Key, second.Firing).ShouldBe((first.Key, first.Firing));
        (await _bench.Watched.Said.NextAsync("its end")).ShouldBe("a 1 ok");
        (await _bench.ViewAsync("a")).Fired.ShouldBe(1);
    }

    [Fact]
    public async Task A_scheduler_that_another_one_has_replaced_stops_and_fires_nothing()
    {
        await _bench.CreateAsync("a", ScheduleBench.Every(Minute));
        await using var stale = await _bench.StartAsync(1);
        await _bench.Region.AskAsync(IdOf("a"), new ScheduleCommand.Fire(ContextAt(_bench.Clock.GetUtcNow() + Minute), 2));

        _bench.Clock.Advance(Minute * 2);

        await Should.ThrowAsync<StaleSchedulerException>(stale.Run.WaitAsync(TimeSpan.FromSeconds(30)));
        (await _bench.ViewAsync("a")).Fired.ShouldBe(1);
    }

    [Fact]
    public async Task Two_schedulers_at_once_fire_each_time_once()
    {
        var keys = new System.Collections.Concurrent.ConcurrentDictionary<string, DateTimeOffset>();
        _bench.Target.Answer = (delivery, _) =>
        {
            keys.GetOrAdd(delivery.Key, delivery.Firing.Due).ShouldBe(delivery.Firing.Due);
            return Task.FromResult<Refusal?>(null);
        };
        await _bench.CreateAsync("a", ScheduleBench.Every(TimeSpan.FromSeconds(1), OverlapPolicy.Queue));
        await using (await _bench.StartAsync(1))
        await using (await _bench.StartAsync(1))
        {
            for (var second = 1; second <= 20; second++)
            {
                _bench.Clock.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(2));
                await _bench.Watched.Said.NextAsync($"second {second}");
            }
        }

        // Both have ended: neither fires between the two looks below.
        var state = (await _bench.Region.ReadAsync(IdOf("a"))).State;
        keys.Values.Distinct().Count().ShouldBe(keys.Count, "each key is one due time");
        keys.Count.ShouldBeLessThanOrEqualTo((int)state.Fired);
    }

    [Fact]
    public async Task A_delivery_of_unknown_outcome_is_repeated_and_one_that_is_refused_is_not()
    {
        var calls = 0;
        _bench.Target.Answer = (_, _) => ++calls switch
        {
            1 => throw new TimeoutException("no answer"),
            2 => Task.FromResult<Refusal?>(null),
            _ => Task.FromResult<Refusal?>(new Refusal("no", "There is no such topic.")),
        };
        await _bench.CreateAsync("a", ScheduleBench.Every(Minute));
        await using var scheduler = await _bench.StartAsync(1);

        _bench.Clock.Advance(Minute + TimeSpan.FromSeconds(1));
        (await _bench.Watched.Said.NextAsync("the first attempt")).ShouldBe("a 1 repeats 1");
        await _bench.Clock.WhenTimerDueAsync(TimeSpan.FromSeconds(1));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _bench.Watched.Said.NextAsync("the second attempt")).ShouldBe("a 1 ok");

        _bench.Clock.Advance(Minute);
        (await _bench.Watched.Said.NextAsync("the refused one")).ShouldBe("a 2 There is no such topic.");
        calls.ShouldBe(3);
        var view = await _bench.ViewAsync("a");
        (view.Failed, view.LastFiring?.Error).ShouldBe((1L, "There is no such topic."));
    }

    [Fact]
    public async Task A_delivery_is_given_up_after_so_many_attempts()
    {
        _bench.Options.AttemptsMax = 2;
        _bench.Target.Answer = static (_, _) => throw new TimeoutException("no answer");
        await _bench.CreateAsync("a", ScheduleBench.Every(Minute));
        await using var scheduler = await _bench.StartAsync(1);

        _bench.Clock.Advance(Minute + TimeSpan.FromSeconds(1));
        (await _bench.Watched.Said.NextAsync("the first attempt")).ShouldBe("a 1 repeats 1");
        await _bench.Clock.WhenTimerDueAsync(TimeSpan.FromSeconds(1));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _bench.Watched.Said.NextAsync("the second attempt")).ShouldBe("a 1 repeats 2");
        (await _bench.Watched.Said.NextAsync("the end")).ShouldContain("Delivered 2 times");
    }

    [Fact]
    public async Task A_store_that_is_away_only_delays_a_firing()
    {
        await _bench.CreateAsync("a", ScheduleBench.Every(Minute));
        await using var scheduler = await _bench.StartAsync(1);
        var away = new Signal();
        _bench.Region.Fault = command => command is ScheduleCommand.Fire && !away.IsSet ? new IOException("the store is away") : null;

        _bench.Clock.Advance(Minute + TimeSpan.FromSeconds(1));
        (await _bench.Watched.Said.NextAsync("the failure")).ShouldBe("a not decided");
        away.Set();
        _bench.Clock.Advance(_bench.Options.RetryDelayMax + TimeSpan.FromSeconds(1));

        (await _bench.Watched.Said.NextAsync("the firing")).ShouldBe("a 1 ok");
    }

    [Fact]
    public async Task A_report_that_was_lost_is_made_again()
    {
        await _bench.CreateAsync("a", ScheduleBench.Every(Minute));
        var failures = 1;
        _bench.Region.Fault = command => command is ScheduleCommand.Complete && failures-- > 0 ? new TimeoutException("no answer") : null;
        await using var scheduler = await _bench.StartAsync(1);

        _bench.Clock.Advance(Minute + TimeSpan.FromSeconds(1));
        (await _bench.Watched.Said.NextAsync("the failure")).ShouldBe("a 1 repeats 1");
        await _bench.Clock.WhenTimerDueAsync(TimeSpan.FromSeconds(1));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _bench.Watched.Said.NextAsync("the end")).ShouldBe("a 1 ok");
        _bench.Target.Deliveries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task News_that_a_full_buffer_dropped_make_it_look_at_everything()
    {
        await using var scheduler = await _bench.StartAsync(1);
        _bench.Bus.DropsNext = 1;
        await _bench.CreateAsync("unheard", ScheduleBench.Every(Minute));
        await _bench.CreateAsync("heard", ScheduleBench.Every(TimeSpan.FromHours(1)));

        _bench.Clock.Advance(Minute * 2);

        (await _bench.Target.Deliveries.NextAsync("the unheard one")).Schedule.ShouldBe("unheard");
    }

    [Fact]
    public async Task Nothing_due_sets_one_timer_and_asks_nothing()
    {
        await _bench.CreateAsync("a", ScheduleBench.Every(TimeSpan.FromHours(5)));
        await using var scheduler = await _bench.StartAsync(1);
        await _bench.Clock.WhenTimersArmedAsync(1);
        var commands = _bench.Region.Commands.Count;

        for (var i = 0; i < 100; i++)
        {
            await _bench.Clock.WhenTimersArmedAsync(1);
            _bench.Clock.Advance(TimeSpan.FromSeconds(11));
        }

        _bench.Region.Commands.Count.ShouldBe(commands);
        _bench.Clock.ArmedTimerCount.ShouldBeLessThanOrEqualTo(1);
    }

    private static EntityId IdOf(string key) => new(TenantId.Default, ScheduleDecider.Kind, key);

    private static CommandContext ContextAt(DateTimeOffset time) => new(new SecurityContext(TenantId.Default, "service:scheduler"), time, "test");
}
