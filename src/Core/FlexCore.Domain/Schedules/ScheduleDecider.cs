using System.Diagnostics;

namespace FlexCore.Domain.Schedules;

/// <summary>The schedule aggregate: what is due, what waits, what has fired. Its events are the ledger of its firings.</summary>
/// <remarks>
/// Stateless and thread-safe. Time comes in with the command. Deciding asks the time zone database of the machine; evolving never does, so a changed law changes what
/// becomes due and not what has been. Rules and refusal codes are in this folder's README.md.
/// </remarks>
public sealed class ScheduleDecider : IDecider<ScheduleState, ScheduleCommand, ScheduleEvent>
{
    /// <summary>The entity kind of schedules.</summary>
    public const string Kind = "schedule";

    /// <inheritdoc/>
    public ScheduleState Initial => ScheduleState.Absent;

    /// <inheritdoc/>
    public Decision<ScheduleEvent> Decide(ScheduleState state, ScheduleCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var refusal = Admission.Check(state.Status == ScheduleStatus.Absent ? null : state.Tenant, command.Context.Security)
            ?? (command is not ScheduleCommand.Create && !state.IsVisible() && command is not ScheduleCommand.Complete ? ScheduleRefusals.DoesNotExist() : null);
        return refusal is not null ? Decision<ScheduleEvent>.Refuse(refusal) : command switch
        {
            ScheduleCommand.Create create => ScheduleEdits.Create(state, create),
            ScheduleCommand.Change change => ScheduleEdits.Change(state, change),
            ScheduleCommand.Pause pause => ScheduleEdits.Pause(state, pause.Context.Time),
            ScheduleCommand.Resume resume => ScheduleEdits.Resume(state, resume.Context.Time),
            ScheduleCommand.Delete delete => Decision<ScheduleEvent>.Accept(new ScheduleEvent.Deleted(delete.Context.Time)),
            ScheduleCommand.Trigger trigger => ScheduleFiring.Trigger(state, trigger.Context.Time),
            ScheduleCommand.Backfill backfill => ScheduleFiring.Backfill(state, backfill),
            ScheduleCommand.Fire fire => ScheduleFiring.Fire(state, fire),
            ScheduleCommand.Complete complete => ScheduleFiring.Complete(state, complete),
            _ => throw new UnreachableException($"The command {command.GetType().Name} is not part of the family."),
        };
    }

    /// <inheritdoc/>
    public ScheduleState Evolve(ScheduleState state, ScheduleEvent @event)
    {
        ArgumentNullException.ThrowIfNull(state);
        return ScheduleEvolution.Apply(state, @event);
    }
}
