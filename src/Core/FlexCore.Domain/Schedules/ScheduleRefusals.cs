namespace FlexCore.Domain.Schedules;

/// <summary>Every refusal of a schedule, so that codes and wording have one place. Those of cron expressions are beside their parser.</summary>
internal static class ScheduleRefusals
{
    public static Refusal DoesNotExist() => new("schedule-not-found", "There is no such schedule. List the schedules to see their ids.");

    public static Refusal Exists() => new("schedule-exists", "There is a schedule of this id already. Change that one, or choose another id.");

    public static Refusal BadText(string field, string rule) => new("bad-text", $"The {field} {rule}.");

    public static Refusal BadTiming(string what) => new("bad-timing", $"{what}.");

    public static Refusal BadTimeZone(string zone) =>
        new("bad-time-zone", $"The time zone '{Excerpt.Of(zone)}' is not known on this machine. Write an IANA name such as Europe/Berlin, or UTC.");

    public static Refusal BadPolicy(string what) => new("bad-policy", $"{what}.");

    public static Refusal BadTarget(string kind) =>
        new("bad-target", $"The target '{Excerpt.Of(kind)}' is not known. Use one of: {string.Join(", ", ScheduleTarget.Kinds)}.");

    public static Refusal NeverDue() =>
        new("never-due", "Nothing of this schedule is due from now on: its only time, or its end, has passed. Give it a later one.");

    public static Refusal AlreadyPaused() => new("already-paused", "The schedule is paused already. There is nothing to do.");

    public static Refusal NotPaused(ScheduleStatus status) =>
        new("not-paused", $"The schedule is {status.ToString().ToLowerInvariant()}, not paused. Only a paused schedule can go on.");

    public static Refusal HasEnded() => new("schedule-ended", "Nothing of this schedule is due any more, so there is nothing to pause. Change its times, or delete it.");

    public static Refusal BadSpan(string what) => new("bad-span", $"{what}.");

    public static Refusal NothingInSpan() => new("nothing-in-span", "No time of the schedule is in this span. Look at its next and its last times.");

    public static Refusal TooManyTimes() =>
        new("too-many-times", $"The span has more than {ScheduleLimits.CatchUpMax} times of the schedule. Back-fill it in smaller spans.");

    public static Refusal QueueIsFull() =>
        new("queue-full", $"{ScheduleLimits.WaitingMax} firings wait already, and no more may. Try again when some of them have ended.");

    public static Refusal StaleScheduler(long epoch, long newest) =>
        new("stale-scheduler", $"The scheduler has epoch {epoch}, but one with epoch {newest} has fired since. It must stop.");

    public static Refusal UnknownFiring(long number) => new("unknown-firing", $"The firing {number} is not under way. Its report is too late and changes nothing.");
}
