using FlexCore.Domain.Schedules;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;
using FsCheck.Fluent;
using static FlexCore.Domain.Schedules.ScheduleCommand;

namespace FlexCore.Domain.Tests.Schedules;

/// <summary>Commands to one schedule over two days, by schedulers of three epochs whose clocks jump in both directions.</summary>
internal static class ScheduleCommands
{
    public static ScheduleDefinition Hourly { get; } = new(
        "hourly", "", new ScheduleTiming { Cron = "0 * * * *" }, new ScheduleTarget(ScheduleTarget.Event, "ticks", "{}"), new SchedulePolicy());

    private static readonly Gen<CommandContext> Context =
        from tenant in Gen.Frequency((25, Gen.Constant("acme")), (1, Gen.Constant("other")))
        from principal in Gen.Frequency((25, Gen.Constant("user:ana")), (1, Gen.Constant("")))
        from minutes in Gen.Choose(0, 2 * 24 * 60)
        select Contexts.Of(tenant, principal) with { Time = Contexts.Noon.AddMinutes(minutes) };

    private static readonly Gen<ScheduleTiming> Timing = Gen.Frequency(
        (3, Gen.Elements("0 * * * *", "*/20 * * * *", "30 2 * * *", "* * * * * *").Select(cron => new ScheduleTiming { Cron = cron })),
        (3, Gen.Choose(1, 7_200).Select(seconds => new ScheduleTiming { Every = TimeSpan.FromSeconds(seconds), Jitter = TimeSpan.FromSeconds(seconds / 3) })),
        (3, Gen.Choose(-60, 3_000).Select(minutes => new ScheduleTiming { At = Contexts.Noon.AddMinutes(minutes) })),
        (2, Gen.Choose(-60, 600).Select(minutes => new ScheduleTiming { Every = TimeSpan.FromHours(1), Start = Contexts.Noon.AddMinutes(minutes), End = Contexts.Noon.AddHours(12) })),
        (1, Gen.Elements(
            new ScheduleTiming(), new ScheduleTiming { Cron = "x" }, new ScheduleTiming { Cron = "0 0 30 2 *" }, new ScheduleTiming { Cron = "@daily", TimeZone = "Mars/Olympus" },
            new ScheduleTiming { Every = TimeSpan.Zero }, new ScheduleTiming { Cron = "@daily", Jitter = TimeSpan.FromDays(2) },
            new ScheduleTiming { Cron = "@daily", Every = TimeSpan.FromHours(1) }, new ScheduleTiming { Cron = "@daily", Start = Contexts.Noon, End = Contexts.Noon.AddHours(-1) })));

    private static readonly Gen<ScheduleDefinition> Definition =
        from timing in Timing
        from overlap in Gen.Elements(OverlapPolicy.Skip, OverlapPolicy.Queue, OverlapPolicy.Parallel)
        from misfire in Gen.Elements(MisfirePolicy.FireOnce, MisfirePolicy.FireAll, MisfirePolicy.Skip)
        from catchUp in Gen.Frequency((10, Gen.Elements(1, 3, 1_000)), (1, Gen.Constant(0)))
        from kind in Gen.Frequency((20, Gen.Constant("event")), (1, Gen.Constant("mail")))
        from name in Gen.Frequency((20, Gen.Constant("n")), (1, Gen.Elements("", new string('n', 300))))
        select new ScheduleDefinition(name, "", timing, new ScheduleTarget(kind, "t", "{}"), new SchedulePolicy { Overlap = overlap, Misfire = misfire, CatchUpMax = catchUp });

    public static Gen<ScheduleCommand> Any { get; } = Gen.Frequency(
        (4, from context in Context from definition in Definition select (ScheduleCommand)new Create(context, "s", definition)),
        (2, from context in Context from definition in Definition select (ScheduleCommand)new Change(context, definition)),
        (1, Context.Select(context => (ScheduleCommand)new Pause(context))),
        (1, Context.Select(context => (ScheduleCommand)new Resume(context))),
        (1, Context.Select(context => (ScheduleCommand)new Delete(context))),
        (2, Context.Select(context => (ScheduleCommand)new Trigger(context))),
        (2, from context in Context from hours in Gen.Choose(-1, 60) select (ScheduleCommand)new Backfill(context, context.Time.AddHours(-hours), context.Time)),
        (9, from context in Context from epoch in Gen.Choose(1, 3) select (ScheduleCommand)new Fire(context, epoch)),
        (9, from context in Context from epoch in Gen.Choose(1, 3) from number in Gen.Choose(1, 12) from error in Gen.Elements(null, "x") select (ScheduleCommand)new Complete(context, epoch, number, error)));
}
