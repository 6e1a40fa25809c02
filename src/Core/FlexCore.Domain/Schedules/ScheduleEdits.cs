namespace FlexCore.Domain.Schedules;

/// <summary>Decides what people do to schedules. Pure.</summary>
internal static class ScheduleEdits
{
    public static Decision<ScheduleEvent> Create(ScheduleState state, ScheduleCommand.Create command)
    {
        var now = command.Context.Time.ToUniversalTime();
        var security = command.Context.Security;
        return state.IsVisible() ? Decision<ScheduleEvent>.Refuse(ScheduleRefusals.Exists())
            : Check(command.Definition, now, command.Id) is { } refusal ? Decision<ScheduleEvent>.Refuse(refusal)
            : Decision<ScheduleEvent>.Accept(new ScheduleEvent.Created(security.Tenant, security.Principal, command.Id, Normal(command.Definition), now));
    }

    public static Decision<ScheduleEvent> Change(ScheduleState state, ScheduleCommand.Change command)
    {
        var now = command.Context.Time.ToUniversalTime();
        var definition = Normal(command.Definition);
        return definition == state.Definition ? Decision<ScheduleEvent>.Nothing
            : Check(definition, now, state.Id) is { } refusal ? Decision<ScheduleEvent>.Refuse(refusal)
            : Decision<ScheduleEvent>.Accept(new ScheduleEvent.Changed(definition, now));
    }

    public static Decision<ScheduleEvent> Pause(ScheduleState state, DateTimeOffset now) => state.Status switch
    {
        ScheduleStatus.Paused => Decision<ScheduleEvent>.Refuse(ScheduleRefusals.AlreadyPaused()),
        ScheduleStatus.Ended => Decision<ScheduleEvent>.Refuse(ScheduleRefusals.HasEnded()),
        _ => Decision<ScheduleEvent>.Accept(new ScheduleEvent.Paused(now.ToUniversalTime())),
    };

    public static Decision<ScheduleEvent> Resume(ScheduleState state, DateTimeOffset now) =>
        state.Status == ScheduleStatus.Paused
            ? Decision<ScheduleEvent>.Accept(new ScheduleEvent.Resumed(now.ToUniversalTime()))
            : Decision<ScheduleEvent>.Refuse(ScheduleRefusals.NotPaused(state.Status));

    private static Refusal? Check(ScheduleDefinition definition, DateTimeOffset now, string id)
    {
        if (ScheduleRules.Check(definition) is { } wrong)
        {
            return wrong;
        }

        var (clock, refusal) = ScheduleClock.Of(definition.Timing, now, id);
        return clock is null ? refusal
            : clock.Next(now) is null ? ScheduleRefusals.NeverDue()
            : null;
    }

    // Instants are kept in one form, so that equal definitions are equal.
    private static ScheduleDefinition Normal(ScheduleDefinition definition) => definition with
    {
        Timing = definition.Timing with
        {
            At = definition.Timing.At?.ToUniversalTime(),
            Start = definition.Timing.Start?.ToUniversalTime(),
            End = definition.Timing.End?.ToUniversalTime(),
        },
    };
}
