namespace FlexCore.Domain.Schedules;

/// <summary>Puts one decision about firings together. Used by one decision; the state it holds is that after the events so far.</summary>
internal sealed class FiringPlan(ScheduleState before, DateTimeOffset now, long epoch)
{
    private readonly bool _isBusy = before.Running.Count > 0 || before.Waiting.Count > 0;
    private readonly List<ScheduleEvent> _events = [];
    private ScheduleState _state = before;

    /// <summary>The instant of the decision, UTC.</summary>
    public DateTimeOffset Now { get; } = now;

    private bool HasRoom => _state.Running.Count < (_state.Definition.Policy.Overlap == OverlapPolicy.Parallel ? ScheduleLimits.ParallelMax : 1);

    /// <summary>Fires times, or lets them wait, or leaves them out.</summary>
    /// <remarks>
    /// Leaving out is for times at which an <em>earlier</em> decision's firing is under way; times that come together wait for each other, and so does what people asked for.
    /// </remarks>
    public FiringPlan Add(IReadOnlyList<DateTimeOffset> dues, FiringOrigin origin)
    {
        if (dues.Count == 0)
        {
            return this;
        }

        if (_isBusy && origin == FiringOrigin.Due && _state.Definition.Policy.Overlap == OverlapPolicy.Skip)
        {
            Skip(new SkippedTimes(dues[0], dues[^1], dues.Count, false, SkipReason.Overlap));
            return this;
        }

        var next = 0;
        for (; next < dues.Count && HasRoom && _state.Waiting.Count == 0; next++)
        {
            Fire(dues[next], origin);
        }

        var room = Math.Min(dues.Count - next, ScheduleLimits.WaitingMax - _state.Waiting.Count);
        if (room > 0)
        {
            Happen(new ScheduleEvent.Queued([.. dues.Skip(next).Take(room)], origin));
            next += room;
        }

        if (next < dues.Count)
        {
            Skip(new SkippedTimes(dues[next], dues[^1], dues.Count - next, false, SkipReason.QueueFull));
        }

        return this;
    }

    /// <summary>Fires what waits, as far as there is room.</summary>
    public void StartWaiting()
    {
        while (HasRoom && _state.Waiting.Count > 0 && _state.Status != ScheduleStatus.Deleted)
        {
            Fire(_state.Waiting[0].Due, _state.Waiting[0].Origin);
        }
    }

    /// <summary>Ends a firing.</summary>
    public void End(long number, string? error) => Happen(new ScheduleEvent.Completed(number, Now, error));

    /// <summary>Leaves times out.</summary>
    public void Skip(SkippedTimes times) => Happen(new ScheduleEvent.Skipped(times));

    /// <summary>Ends the schedule when nothing is due any more.</summary>
    public void EndWhenOver(ScheduleClock clock)
    {
        if (clock.Next(_state.Covered) is null)
        {
            Happen(new ScheduleEvent.Ended(Now));
        }
    }

    /// <summary>The decision.</summary>
    public Decision<ScheduleEvent> Decide() => _events.Count == 0 ? Decision<ScheduleEvent>.Nothing : Decision<ScheduleEvent>.Accept(_events);

    private void Fire(DateTimeOffset due, FiringOrigin origin) => Happen(new ScheduleEvent.Fired(_state.Fired + 1, due, Now, origin, epoch));

    private void Happen(ScheduleEvent @event)
    {
        _events.Add(@event);
        _state = ScheduleEvolution.Apply(_state, @event);
    }
}
