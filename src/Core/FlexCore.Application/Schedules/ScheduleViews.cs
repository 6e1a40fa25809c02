using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Shows schedules to people. Pure.</summary>
public static class ScheduleViews
{
    /// <summary>How many next firings a schedule's view shows.</summary>
    public const int NextShown = 5;

    /// <summary>The most next firings that may be asked for.</summary>
    public const int NextMax = 1_000;

    internal static ScheduleView Of(ScheduleState state, long version, DateTimeOffset now)
    {
        var (timing, policy, target) = (state.Definition.Timing, state.Definition.Policy, state.Definition.Target);
        return new ScheduleView
        {
            Id = state.Id,
            Name = state.Definition.Name,
            Description = state.Definition.Description,
            Status = NameOf(state.Status),
            Owner = state.Owner,
            Cron = timing.Cron,
            Every = timing.Every is { } every ? SpanText.Of(every) : null,
            At = timing.At,
            TimeZone = timing.TimeZone,
            Start = timing.Start,
            End = timing.End,
            Jitter = SpanText.Of(timing.Jitter),
            Overlap = NameOf(policy.Overlap),
            Misfire = NameOf(policy.Misfire),
            MisfireAfter = SpanText.Of(policy.MisfireAfter),
            CatchUpMax = policy.CatchUpMax,
            TargetKind = target.Kind,
            TargetName = target.Name,
            Input = target.Input,
            NextFirings = [.. Next(state, now, NextShown).Select(next => next.FiresAt)],
            Fired = state.Fired,
            Failed = state.Failed,
            Skipped = state.Skipped,
            Running = state.Running.Count,
            Waiting = state.Waiting.Count,
            LastFiring = state.History.Count > 0 ? Of(state.History[0]) : null,
            CreatedAt = state.CreatedAt,
            UpdatedAt = state.ChangedAt,
            Version = version,
        };
    }

    internal static ScheduleHistoryView History(ScheduleState state) => new(
        state.Id,
        [
            .. state.Waiting.Reverse().Select(waiting => new FiringView(null, "waiting", waiting.Due, null, null, NameOf(waiting.Origin), null)),
            .. state.Running.Reverse().Select(running => new FiringView(running.Number, "running", running.Due, running.At, null, NameOf(running.Origin), null)),
            .. state.History.Select(Of),
        ],
        state.Fired,
        state.Failed,
        state.Skipped,
        state.LastSkipped is { } skipped ? new SkippedView(skipped.First, skipped.Last, skipped.Count, NameOf(skipped.Reason)) : null);

    /// <summary>The next firings. A paused schedule is shown as if it went on now.</summary>
    internal static IEnumerable<NextFiringView> Next(ScheduleState state, DateTimeOffset now, int count)
    {
        if (state.Status is not (ScheduleStatus.Active or ScheduleStatus.Paused)
            || ScheduleClock.Of(state.Definition.Timing, state.Anchor, state.Id).Clock is not { } clock
            || !TimeZoneInfo.TryFindSystemTimeZoneById(state.Definition.Timing.TimeZone, out var zone))
        {
            yield break;
        }

        var from = state.Status == ScheduleStatus.Paused && now > state.Covered ? now : state.Covered;
        for (var due = clock.Next(from); due is { } time && count > 0; due = clock.Next(time), count--)
        {
            yield return new NextFiringView(time, TimeZoneInfo.ConvertTime(time, zone), clock.FiresAt(time));
        }
    }

    internal static string NameOf(Enum value) =>
        string.Concat(value.ToString().Select(static (letter, i) => char.IsUpper(letter) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static FiringView Of(EndedFiring ended) =>
        new(ended.Number, ended.Error is null ? "completed" : "failed", ended.Due, ended.FiredAt, ended.EndedAt, NameOf(ended.Origin), ended.Error);
}
