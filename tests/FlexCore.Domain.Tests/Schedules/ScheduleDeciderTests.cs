using FlexCore.Domain.Schedules;
using FlexCore.Domain.Tests.Deciders;
using static FlexCore.Domain.Schedules.ScheduleCommand;

namespace FlexCore.Domain.Tests.Schedules;

public sealed class ScheduleDeciderTests
{
    private static readonly DateTimeOffset Noon = Contexts.Noon;
    private readonly ScheduleDecider _decider = new();

    [Fact]
    public void It_fires_once_for_each_due_time()
    {
        var state = Created(Hourly());

        Run(ref state, Fire(59)).ShouldBeEmpty();
        Run(ref state, Fire(60)).ShouldBe([new ScheduleEvent.Fired(1, Noon.AddHours(1), Noon.AddHours(1), FiringOrigin.Due, 7)]);
        Run(ref state, Fire(60)).ShouldBeEmpty();
        Run(ref state, Complete(61, 1)).ShouldBe([new ScheduleEvent.Completed(1, Noon.AddMinutes(61), null)]);
        Run(ref state, Fire(120)).ShouldHaveSingleItem().ShouldBeOfType<ScheduleEvent.Fired>().Number.ShouldBe(2);
    }

    [Fact]
    public void A_clock_that_jumps_back_fires_nothing_again()
    {
        var state = Created(Hourly());
        Run(ref state, Fire(60));
        Run(ref state, Complete(60, 1));

        Run(ref state, Fire(10)).ShouldBeEmpty();
        Run(ref state, Fire(60)).ShouldBeEmpty();
        Run(ref state, Fire(120)).ShouldHaveSingleItem().ShouldBeOfType<ScheduleEvent.Fired>().Due.ShouldBe(Noon.AddHours(2));
    }

    [Fact]
    public void A_stale_scheduler_neither_fires_nor_reports()
    {
        var state = Created(Hourly());
        Run(ref state, Fire(60));

        Refused(state, new Fire(At(120), 6)).Code.ShouldBe("stale-scheduler");
        Refused(state, new Complete(At(120), 6, 1, null)).Code.ShouldBe("stale-scheduler");
        Refused(state, new Complete(At(120), 7, 2, null)).Code.ShouldBe("unknown-firing");
    }

    [Fact]
    public void What_is_under_way_keeps_its_target_when_the_schedule_changes()
    {
        var state = Created(Hourly());
        var old = state.Definition.Target;
        Run(ref state, Fire(60));
        Run(ref state, new Change(At(61), state.Definition with { Target = new ScheduleTarget(ScheduleTarget.Event, "others", "{}") }));
        state.Running.ShouldHaveSingleItem().Target.ShouldBe(old);

        Run(ref state, new Delete(At(62)));
        Run(ref state, new Create(At(63), "hourly", state.Definition));
        state.Running.ShouldHaveSingleItem().Target.ShouldBe(old, "also when it is deleted and created again");
    }

    [Fact]
    public void A_pipeline_is_not_fired_in_parallel()
    {
        var definition = Hourly() with { Target = new ScheduleTarget(ScheduleTarget.Pipeline, "p", "{}"), Policy = new SchedulePolicy { Overlap = OverlapPolicy.Parallel } };

        Refused(ScheduleState.Absent, new Create(At(0), "s", definition)).Code.ShouldBe("bad-policy");
        Refused(Created(Hourly()), new Change(At(1), definition)).Message.ShouldContain("Use skip or queue");
    }

    [Fact]
    public void Overlap_skip_leaves_out_what_is_due_while_one_is_under_way()
    {
        var state = Created(Hourly());
        Run(ref state, Fire(60));

        Run(ref state, Fire(120)).ShouldBe([new ScheduleEvent.Skipped(new SkippedTimes(Noon.AddHours(2), Noon.AddHours(2), 1, false, SkipReason.Overlap))]);
        Run(ref state, Complete(121, 1)).Count.ShouldBe(1);
        state.Skipped.ShouldBe(1);
    }

    [Fact]
    public void Overlap_queue_fires_when_the_earlier_one_has_ended()
    {
        var state = Created(Hourly(OverlapPolicy.Queue));
        Run(ref state, Fire(60));

        Run(ref state, Fire(120)).ShouldHaveSingleItem().ShouldBeOfType<ScheduleEvent.Queued>();
        Run(ref state, Fire(121)).ShouldBeEmpty();
        Run(ref state, Complete(122, 1))[1].ShouldBe(new ScheduleEvent.Fired(2, Noon.AddHours(2), Noon.AddMinutes(122), FiringOrigin.Due, 7));
        state.Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void Overlap_parallel_fires_beside_the_others_up_to_the_bound()
    {
        var definition = Hourly(OverlapPolicy.Parallel) with { Timing = new ScheduleTiming { Every = TimeSpan.FromSeconds(1) } };
        var state = Created(definition);

        Run(ref state, new Fire(Contexts.Of("acme") with { Time = Noon.AddSeconds(40) }, 7)).Count.ShouldBe(40);
        Run(ref state, new Fire(Contexts.Of("acme") with { Time = Noon.AddSeconds(80) }, 7));
        Run(ref state, new Fire(Contexts.Of("acme") with { Time = Noon.AddSeconds(120) }, 7));
        state.Running.Count.ShouldBe(ScheduleLimits.ParallelMax);
        Run(ref state, Complete(2, 5))[^1].ShouldBeOfType<ScheduleEvent.Fired>().Number.ShouldBe(101);
    }

    [Theory]
    [InlineData(MisfirePolicy.FireOnce, 1, 5, 4)]
    [InlineData(MisfirePolicy.FireAll, 3, 3, 2)]
    [InlineData(MisfirePolicy.Skip, 0, 0, 5)]
    public void Times_that_nobody_could_fire_follow_the_policy(MisfirePolicy misfire, int fires, int firstHour, int skipped)
    {
        var state = Created(Hourly() with { Policy = new SchedulePolicy { Misfire = misfire, CatchUpMax = 3 } });

        var events = Run(ref state, Fire(5 * 60 + 30));

        var dues = events.OfType<ScheduleEvent.Fired>().Select(fired => fired.Due).Concat(events.OfType<ScheduleEvent.Queued>().SelectMany(queued => queued.Dues)).ToList();
        dues.ShouldBe(Enumerable.Range(firstHour, fires).Select(hour => Noon.AddHours(hour)));
        events.OfType<ScheduleEvent.Skipped>().Single().Times.Count.ShouldBe(skipped);
        state.Covered.ShouldBe(Noon.AddHours(5));
    }

    [Fact]
    public void A_late_time_beside_one_in_time_fires_as_skip_says()
    {
        var state = Created(Hourly() with { Policy = new SchedulePolicy { Misfire = MisfirePolicy.Skip } });

        Run(ref state, Fire(3 * 60)).ShouldBe(
        [
            new ScheduleEvent.Skipped(new SkippedTimes(Noon.AddHours(1), Noon.AddHours(2), 2, false, SkipReason.Misfire)),
            new ScheduleEvent.Fired(1, Noon.AddHours(3), Noon.AddHours(3), FiringOrigin.Due, 7),
        ]);
    }

    [Fact]
    public void Years_of_seconds_are_made_up_for_without_walking_them()
    {
        var definition = Hourly() with { Timing = new ScheduleTiming { Cron = "* * * * * *" }, Policy = new SchedulePolicy { Misfire = MisfirePolicy.FireAll, CatchUpMax = 1_000 } };
        var state = Created(definition);

        Run(ref state, Fire(60 * 24 * 3_650));

        state.Running.Single().Due.ShouldBe(Noon.AddDays(3_650).AddSeconds(-999));
        state.Waiting.Count.ShouldBe(999);
        state.LastSkipped.ShouldNotBeNull().More.ShouldBeTrue();
        state.Covered.ShouldBe(Noon.AddDays(3_650));
    }

    [Fact]
    public void What_is_due_while_paused_is_never_made_up_for()
    {
        var state = Created(Hourly());
        Run(ref state, new Pause(At(10)));
        Run(ref state, Fire(200)).ShouldBeEmpty();
        Run(ref state, new Resume(At(210)));

        Run(ref state, Fire(239)).ShouldBeEmpty();
        Run(ref state, Fire(240)).ShouldHaveSingleItem().ShouldBeOfType<ScheduleEvent.Fired>().Due.ShouldBe(Noon.AddHours(4));
    }

    [Fact]
    public void A_single_time_fires_and_the_schedule_ends()
    {
        var state = Created(Hourly() with { Timing = new ScheduleTiming { At = Noon.AddMinutes(5) } });

        Run(ref state, Fire(5)).Select(happened => happened.GetType().Name).ShouldBe(["Fired", "Ended"]);
        state.Status.ShouldBe(ScheduleStatus.Ended);
        Refused(state, new Pause(At(6))).Code.ShouldBe("schedule-ended");
        Run(ref state, new Change(At(6), Hourly()));
        state.Status.ShouldBe(ScheduleStatus.Active);
    }

    [Fact]
    public void A_trigger_fires_beside_the_times_and_waits_for_earlier_ones()
    {
        var state = Created(Hourly());

        Run(ref state, new Trigger(At(10))).ShouldHaveSingleItem().ShouldBeOfType<ScheduleEvent.Fired>().Origin.ShouldBe(FiringOrigin.Manual);
        Run(ref state, new Trigger(At(11))).ShouldHaveSingleItem().ShouldBeOfType<ScheduleEvent.Queued>();
        Run(ref state, Complete(12, 1))[^1].ShouldBeOfType<ScheduleEvent.Fired>().Number.ShouldBe(2);
        state.Covered.ShouldBe(Noon);
    }

    [Fact]
    public void A_back_fill_fires_every_time_of_its_span_one_after_the_other()
    {
        var state = Created(Hourly());
        Run(ref state, new Backfill(At(0), Noon.AddHours(-5), Noon.AddHours(-2)));

        state.Running.Single().ShouldBe(new RunningFiring(1, Noon.AddHours(-5), Noon, FiringOrigin.Backfill) { Target = state.Definition.Target });
        state.Waiting.Select(waiting => waiting.Due).ShouldBe([Noon.AddHours(-4), Noon.AddHours(-3)]);
        Refused(state, new Backfill(At(0), Noon.AddHours(-1), Noon.AddHours(1))).Code.ShouldBe("bad-span");
        Refused(state, new Backfill(At(0), Noon, Noon)).Code.ShouldBe("bad-span");
        Refused(state, new Backfill(At(0), Noon.AddMinutes(-50), Noon.AddMinutes(-40))).Code.ShouldBe("nothing-in-span");
        Refused(state, new Backfill(At(0), Noon.AddDays(-90), Noon)).Code.ShouldBe("too-many-times");
        Refused(state, new Backfill(At(0), Noon.AddDays(-41.65), Noon)).Code.ShouldBe("queue-full");
    }

    [Fact]
    public void A_schedule_that_is_created_again_goes_on_with_its_numbers()
    {
        var state = Created(Hourly());
        Run(ref state, Fire(60));
        Run(ref state, new Delete(At(61)));
        Refused(state, Fire(120)).Code.ShouldBe("schedule-not-found");
        Run(ref state, Complete(62, 1)).Count.ShouldBe(1);
        Run(ref state, new Create(At(62), "hourly", Hourly()));

        Run(ref state, Fire(120)).ShouldHaveSingleItem().ShouldBeOfType<ScheduleEvent.Fired>().Number.ShouldBe(2);
    }

    [Fact]
    public void Jitter_is_the_same_everywhere_and_lets_no_time_pass_another()
    {
        var timing = new ScheduleTiming { Every = TimeSpan.FromMinutes(1), Jitter = TimeSpan.FromMinutes(10) };
        var clock = ScheduleClock.Of(timing, Noon, "a").Clock.ShouldNotBeNull();
        var again = ScheduleClock.Of(timing, Noon, "a").Clock.ShouldNotBeNull();
        var other = ScheduleClock.Of(timing, Noon, "b").Clock.ShouldNotBeNull();
        var dues = Enumerable.Range(1, 50).Select(minute => Noon.AddMinutes(minute)).ToList();

        dues.ShouldAllBe(due => clock.FiresAt(due) == again.FiresAt(due) && clock.FiresAt(due) >= due && clock.FiresAt(due) < due.AddMinutes(10));
        dues.Count(due => clock.FiresAt(due) != other.FiresAt(due)).ShouldBeGreaterThan(45);

        var state = Created(Hourly(OverlapPolicy.Parallel) with { Timing = timing });
        for (var minute = 0; minute < 80; minute++)
        {
            Run(ref state, Fire(minute));
        }

        state.Running.Select(firing => firing.Due).ShouldBe(Enumerable.Range(1, state.Running.Count).Select(minute => Noon.AddMinutes(minute)));
        state.Running.Count.ShouldBeGreaterThan(65);
    }

    [Fact]
    public void An_interval_is_counted_from_its_start()
    {
        var clock = ScheduleClock.Of(new ScheduleTiming { Every = TimeSpan.FromHours(1), Start = Noon.AddMinutes(10), End = Noon.AddMinutes(130) }, Noon, "a").Clock.ShouldNotBeNull();

        clock.Next(Noon).ShouldBe(Noon.AddMinutes(10));
        clock.Next(Noon.AddMinutes(10)).ShouldBe(Noon.AddMinutes(70));
        clock.Next(Noon.AddMinutes(130)).ShouldBeNull();
        clock.Previous(Noon.AddDays(9)).ShouldBe(Noon.AddMinutes(130));
        clock.Previous(Noon.AddMinutes(10)).ShouldBeNull();
    }

    [Fact]
    public void The_state_diagram_shows_exactly_what_the_decider_does()
    {
        var page = new ContextPage("Schedules");
        var once = Hourly() with { Timing = new ScheduleTiming { At = Noon.AddMinutes(5) } };
        ScheduleCommand[] alphabet =
        [
            new Create(At(0), "s", Hourly()), new Create(At(0), "s", once), new Change(At(0), Hourly()), new Change(At(0), once), new Pause(At(0)), new Resume(At(0)),
            new Delete(At(0)), Fire(1), Fire(60), new Trigger(At(0)), Complete(1, 1), new Backfill(At(60), Noon.AddHours(-1), Noon.AddHours(1)),
        ];

        Transitions.Explore(_decider, alphabet, state => state.Status.ToString(), state => (state.Status, state.Definition, state.Fired > 0, state.Running.Count, state.Covered))
            .ShouldBe(page.Transitions);
        page.RefusalCodes.ShouldBe(page.RefusalCodesInSource);
    }

    [Fact]
    public void A_contradictory_history_is_refused()
    {
        var state = Created(Hourly());
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(ScheduleState.Absent, new ScheduleEvent.Paused(Noon)));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(state, new ScheduleEvent.Created(TenantId.Default, "x", "s", Hourly(), Noon)));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(state, new ScheduleEvent.Fired(2, Noon, Noon, FiringOrigin.Due, 1)));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(state, new ScheduleEvent.Completed(1, Noon, null)));
    }

    private static ScheduleDefinition Hourly(OverlapPolicy overlap = OverlapPolicy.Skip) =>
        ScheduleCommands.Hourly with { Policy = new SchedulePolicy { Overlap = overlap } };

    private static CommandContext At(int minute) => Contexts.Of("acme") with { Time = Noon.AddMinutes(minute) };

    private static Fire Fire(int minute) => new(At(minute), 7);

    private static Complete Complete(int minute, long number) => new(At(minute), 7, number, null);

    private ScheduleState Created(ScheduleDefinition definition)
    {
        var state = ScheduleState.Absent;
        Run(ref state, new Create(At(0), "s", definition));
        return state;
    }

    private IReadOnlyList<ScheduleEvent> Run(ref ScheduleState state, ScheduleCommand command)
    {
        var decision = _decider.Decide(state, command);
        decision.Refusal.ShouldBeNull();
        state = DeciderHistory.Fold(_decider, state, decision.Events);
        return decision.Events;
    }

    private Refusal Refused(ScheduleState state, ScheduleCommand command) => _decider.Decide(state, command).Refusal.ShouldNotBeNull();
}
