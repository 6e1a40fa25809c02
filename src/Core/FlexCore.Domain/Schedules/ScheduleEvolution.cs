using System.Diagnostics;

namespace FlexCore.Domain.Schedules;

/// <summary>Applies events to a schedule's state. Pure; an event that cannot follow the state stops the replay.</summary>
internal static class ScheduleEvolution
{
    public static ScheduleState Apply(ScheduleState state, ScheduleEvent @event) => @event switch
    {
        ScheduleEvent.Created e => Created(state, e),
        _ when state.Status == ScheduleStatus.Absent => throw new ContradictoryHistoryException(@event.GetType().Name, "the schedule was never created"),
        ScheduleEvent.Changed e => state with
        {
            Status = state.Status == ScheduleStatus.Ended ? ScheduleStatus.Active : state.Status,
            Definition = e.Definition,
            Anchor = e.At,
            Covered = Later(state.Covered, e.At),
            ChangedAt = e.At,
        },
        ScheduleEvent.Paused e => state with { Status = ScheduleStatus.Paused, ChangedAt = e.At },
        ScheduleEvent.Resumed e => state with { Status = ScheduleStatus.Active, Covered = Later(state.Covered, e.At), ChangedAt = e.At },
        ScheduleEvent.Deleted e => state with { Status = ScheduleStatus.Deleted, Waiting = [], ChangedAt = e.At },
        ScheduleEvent.Fired e => Fired(state, e),
        ScheduleEvent.Queued e => state with
        {
            Waiting = [.. state.Waiting, .. e.Dues.Select(due => new WaitingFiring(due, e.Origin))],
            Covered = Covers(e.Origin) ? Later(state.Covered, e.Dues[^1]) : state.Covered,
        },
        ScheduleEvent.Skipped e => state with { Covered = Later(state.Covered, e.Times.Last), Skipped = state.Skipped + e.Times.Count, LastSkipped = e.Times },
        ScheduleEvent.Completed e => Completed(state, e),
        ScheduleEvent.Ended => state with { Status = ScheduleStatus.Ended },
        _ => throw new UnreachableException($"The event {@event.GetType().Name} is not part of the family."),
    };

    // A schedule that is created again goes on with its numbers: each names one effect for ever. What was under way goes on as well.
    private static ScheduleState Created(ScheduleState state, ScheduleEvent.Created @event) => state.IsVisible()
        ? throw new ContradictoryHistoryException(nameof(ScheduleEvent.Created), "the schedule exists already")
        : ScheduleState.Absent with
        {
            Status = ScheduleStatus.Active,
            Tenant = @event.Tenant,
            Owner = @event.Owner,
            Id = @event.Id,
            Definition = @event.Definition,
            Anchor = @event.At,
            Covered = Later(state.Covered, @event.At),
            Fired = state.Fired,
            Epoch = state.Epoch,
            Running = state.Running,
            CreatedAt = @event.At,
            ChangedAt = @event.At,
        };

    private static ScheduleState Fired(ScheduleState state, ScheduleEvent.Fired @event)
    {
        if (@event.Number != state.Fired + 1)
        {
            throw new ContradictoryHistoryException(nameof(ScheduleEvent.Fired), $"its number is {@event.Number}, but the last one was {state.Fired}");
        }

        var waited = state.Waiting.Count > 0 && state.Waiting[0].Due == @event.Due && state.Waiting[0].Origin == @event.Origin;
        return state with
        {
            Fired = @event.Number,
            Epoch = Math.Max(state.Epoch, @event.Epoch),
            Covered = Covers(@event.Origin) ? Later(state.Covered, @event.Due) : state.Covered,
            Running = [.. state.Running, new RunningFiring(@event.Number, @event.Due, @event.At, @event.Origin) { Target = state.Definition.Target }],
            Waiting = waited ? [.. state.Waiting.Skip(1)] : state.Waiting,
        };
    }

    private static ScheduleState Completed(ScheduleState state, ScheduleEvent.Completed @event)
    {
        if (state.Running.FirstOrDefault(firing => firing.Number == @event.Number) is not { } firing)
        {
            throw new ContradictoryHistoryException(nameof(ScheduleEvent.Completed), $"the firing {@event.Number} is not under way");
        }

        var ended = new EndedFiring(firing.Number, firing.Due, firing.At, @event.At, firing.Origin, @event.Error);
        return state with
        {
            Running = [.. state.Running.Where(other => other.Number != @event.Number)],
            Failed = state.Failed + (@event.Error is null ? 0 : 1),
            History = [ended, .. state.History.Take(ScheduleLimits.HistoryMax - 1)],
        };
    }

    private static bool Covers(FiringOrigin origin) => origin is FiringOrigin.Due or FiringOrigin.CatchUp;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
