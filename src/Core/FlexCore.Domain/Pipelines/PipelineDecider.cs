using System.Diagnostics;

namespace FlexCore.Domain.Pipelines;

/// <summary>The pipeline aggregate: what may happen to a pipeline and what follows from it.</summary>
/// <remarks>Stateless and thread-safe. States, transitions and refusal codes are in this folder's README.md.</remarks>
public sealed class PipelineDecider : IDecider<PipelineState, PipelineCommand, PipelineEvent>
{
    /// <summary>The entity kind of pipelines.</summary>
    public const string Kind = "pipeline";

    /// <inheritdoc/>
    public PipelineState Initial => PipelineState.Absent;

    /// <inheritdoc/>
    public Decision<PipelineEvent> Decide(PipelineState state, PipelineCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var exists = state.Status != PipelineStatus.Absent;
        if (Admission.Check(exists ? state.Tenant : null, command.Context.Security) is { } refusal)
        {
            return Decision<PipelineEvent>.Refuse(refusal);
        }

        if (command is PipelineCommand.Create create)
        {
            return exists && !state.IsDeleted ? Decision<PipelineEvent>.Refuse(PipelineRefusals.Exists(state)) : PipelineLifecycle.Create(create);
        }

        return state.Status switch
        {
            PipelineStatus.Absent => Decision<PipelineEvent>.Refuse(PipelineRefusals.NotFound()),
            _ when command is PipelineCommand.Delete => PipelineLifecycle.Delete(state),
            _ when state.IsDeleted => Decision<PipelineEvent>.Refuse(PipelineRefusals.NotFound()),
            PipelineStatus.Archived when command is PipelineCommand.Archive => Decision<PipelineEvent>.Nothing,
            PipelineStatus.Archived => Decision<PipelineEvent>.Refuse(PipelineRefusals.Archived(state)),
            _ => DecideLiving(state, command),
        };
    }

    /// <inheritdoc/>
    public PipelineState Evolve(PipelineState state, PipelineEvent @event)
    {
        ArgumentNullException.ThrowIfNull(state);
        return PipelineEvolution.Apply(state, @event);
    }

    private static Decision<PipelineEvent> DecideLiving(PipelineState state, PipelineCommand command) => command switch
    {
        PipelineCommand.SetDocument set => PipelineDocuments.Set(state, set.Document),
        PipelineCommand.Describe describe => PipelineDocuments.Describe(state, describe),
        PipelineCommand.AddStep or PipelineCommand.RemoveStep or PipelineCommand.ReorderSteps or PipelineCommand.SetDependencies
            when state.Document.Length > 0 => Decision<PipelineEvent>.Refuse(PipelineRefusals.HasDocument(state)),
        PipelineCommand.AddStep add => PipelineSteps.Add(state, add),
        PipelineCommand.RemoveStep remove => PipelineSteps.Remove(state, remove),
        PipelineCommand.ReorderSteps reorder => PipelineSteps.Reorder(state, reorder),
        PipelineCommand.SetDependencies set => PipelineSteps.SetDependencies(state, set),
        PipelineCommand.Activate => PipelineLifecycle.Activate(state),
        PipelineCommand.Start start => PipelineLifecycle.Start(state, start),
        PipelineCommand.Pause => PipelineLifecycle.Pause(state),
        PipelineCommand.Resume => PipelineLifecycle.Resume(state),
        PipelineCommand.Complete complete => PipelineLifecycle.Complete(state, complete),
        PipelineCommand.Fail fail => PipelineLifecycle.Fail(state, fail),
        PipelineCommand.Archive => PipelineLifecycle.Archive(state),
        _ => throw new UnreachableException($"The command {command.GetType().Name} is not part of the family."),
    };
}
