namespace FlexCore.Domain.Schedules;

/// <summary>Decides firings. Pure.</summary>
internal static class ScheduleFiring
{
    public static Decision<ScheduleEvent> Fire(ScheduleState state, ScheduleCommand.Fire command)
    {
        if (command.Epoch < state.Epoch)
        {
            return Decision<ScheduleEvent>.Refuse(ScheduleRefusals.StaleScheduler(command.Epoch, state.Epoch));
        }

        var plan = new FiringPlan(state, command.Context.Time.ToUniversalTime(), command.Epoch);
        plan.StartWaiting();
        if (state.Status != ScheduleStatus.Active)
        {
            return plan.Decide();
        }

        var (clock, refusal) = ScheduleClock.Of(state.Definition.Timing, state.Anchor, state.Id);
        if (clock is null)
        {
            return Decision<ScheduleEvent>.Refuse(refusal ?? ScheduleRefusals.NeverDue());
        }

        if (OverdueTimes.Find(clock, state.Covered, plan.Now) is { } overdue)
        {
            AddOverdue(plan, clock, overdue, state.Definition.Policy);
        }

        plan.EndWhenOver(clock);
        return plan.Decide();
    }

    public static Decision<ScheduleEvent> Trigger(ScheduleState state, DateTimeOffset now)
    {
        var plan = new FiringPlan(state, now.ToUniversalTime(), state.Epoch);
        return state.Waiting.Count >= ScheduleLimits.WaitingMax
            ? Decision<ScheduleEvent>.Refuse(ScheduleRefusals.QueueIsFull())
            : plan.Add([plan.Now], FiringOrigin.Manual).Decide();
    }

    public static Decision<ScheduleEvent> Backfill(ScheduleState state, ScheduleCommand.Backfill command)
    {
        var now = command.Context.Time.ToUniversalTime();
        if (command.To <= command.From || command.To > now)
        {
            return Decision<ScheduleEvent>.Refuse(ScheduleRefusals.BadSpan(
                command.To <= command.From ? "The span ends before it begins. Give a later end" : "The span ends after now. Only times of the past are back-filled"));
        }

        var (clock, refusal) = ScheduleClock.Of(state.Definition.Timing, state.Anchor, state.Id);
        if (clock is null)
        {
            return Decision<ScheduleEvent>.Refuse(refusal ?? ScheduleRefusals.NeverDue());
        }

        var dues = new List<DateTimeOffset>();
        for (var due = clock.Next(command.From.AddTicks(-1)); due is { } time && time < command.To; due = clock.Next(time))
        {
            if (dues.Count == ScheduleLimits.CatchUpMax)
            {
                return Decision<ScheduleEvent>.Refuse(ScheduleRefusals.TooManyTimes());
            }

            dues.Add(time);
        }

        return dues.Count == 0 ? Decision<ScheduleEvent>.Refuse(ScheduleRefusals.NothingInSpan())
            : state.Waiting.Count + dues.Count > ScheduleLimits.WaitingMax ? Decision<ScheduleEvent>.Refuse(ScheduleRefusals.QueueIsFull())
            : new FiringPlan(state, now, state.Epoch).Add(dues, FiringOrigin.Backfill).Decide();
    }

    public static Decision<ScheduleEvent> Complete(ScheduleState state, ScheduleCommand.Complete command)
    {
        if (command.Epoch < state.Epoch)
        {
            return Decision<ScheduleEvent>.Refuse(ScheduleRefusals.StaleScheduler(command.Epoch, state.Epoch));
        }

        if (!state.Running.Any(firing => firing.Number == command.Number))
        {
            return Decision<ScheduleEvent>.Refuse(ScheduleRefusals.UnknownFiring(command.Number));
        }

        var error = command.Error is { Length: > ScheduleLimits.ErrorLengthMax } text ? text[..ScheduleLimits.ErrorLengthMax] : command.Error;
        var plan = new FiringPlan(state, command.Context.Time.ToUniversalTime(), command.Epoch);
        plan.End(command.Number, error);
        plan.StartWaiting();
        return plan.Decide();
    }

    private static void AddOverdue(FiringPlan plan, ScheduleClock clock, OverdueTimes overdue, SchedulePolicy policy)
    {
        var dues = overdue.Dues;
        var missed = dues.TakeWhile(due => plan.Now - clock.FiresAt(due) > policy.MisfireAfter).Count();
        if (missed == 0 && !overdue.More)
        {
            plan.Add(dues, FiringOrigin.Due);
            return;
        }

        // How many fire from the end of the list: one for all, the newest few, or only those that are not too late.
        var fires = policy.Misfire switch
        {
            MisfirePolicy.FireOnce => 1,
            MisfirePolicy.FireAll => Math.Min(dues.Count, policy.CatchUpMax),
            _ => dues.Count - missed,
        };
        var left = dues.Count - fires;
        if (left > 0 || overdue.More)
        {
            plan.Skip(new SkippedTimes(overdue.First, left > 0 ? dues[left - 1] : overdue.First, Math.Max(left, 1), overdue.More, SkipReason.Misfire));
        }

        plan.Add([.. dues.Skip(left)], policy.Misfire == MisfirePolicy.Skip ? FiringOrigin.Due : FiringOrigin.CatchUp);
    }
}
