using System.Diagnostics;

namespace FlexCore.Domain.DataStreams;

/// <summary>The data stream aggregate: its definition, its runs and their checkpoints.</summary>
/// <remarks>Stateless and thread-safe. States, transitions and refusal codes are in this folder's README.md.</remarks>
public sealed class DataStreamDecider : IDecider<DataStreamState, DataStreamCommand, DataStreamEvent>
{
    /// <summary>The entity kind of data streams.</summary>
    public const string Kind = "data-stream";

    /// <inheritdoc/>
    public DataStreamState Initial => DataStreamState.Absent;

    /// <inheritdoc/>
    public Decision<DataStreamEvent> Decide(DataStreamState state, DataStreamCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var exists = state.Status != DataStreamStatus.Absent;
        if (Admission.Check(exists ? state.Tenant : null, command.Context.Security) is { } refusal)
        {
            return Decision<DataStreamEvent>.Refuse(refusal);
        }

        if (command is DataStreamCommand.Define define)
        {
            return Define(state, define);
        }

        return exists ? DecideExisting(state, command) : Decision<DataStreamEvent>.Refuse(DataStreamRefusals.NotFound());
    }

    /// <inheritdoc/>
    public DataStreamState Evolve(DataStreamState state, DataStreamEvent @event)
    {
        ArgumentNullException.ThrowIfNull(state);
        return DataStreamEvolution.Apply(state, @event);
    }

    private static Decision<DataStreamEvent> DecideExisting(DataStreamState state, DataStreamCommand command) => command switch
    {
        DataStreamCommand.Start { Mode: StartMode.Resume } start => DataStreamRuns.Resume(state, start),
        DataStreamCommand.Start start => DataStreamRuns.StartFresh(state, start),
        DataStreamCommand.RecordCheckpoint record => DataStreamRuns.RecordCheckpoint(state, record),
        DataStreamCommand.Stop stop => DataStreamRuns.Stop(state, stop),
        DataStreamCommand.Complete complete => DataStreamRuns.Complete(state, complete),
        DataStreamCommand.Fail fail => DataStreamRuns.Fail(state, fail),
        _ => throw new UnreachableException($"The command {command.GetType().Name} is not part of the family."),
    };

    private static Decision<DataStreamEvent> Define(DataStreamState state, DataStreamCommand.Define command)
    {
        if (DataStreamRules.CheckDefine(command.Name, command.Definition) is { } refusal)
        {
            return Decision<DataStreamEvent>.Refuse(refusal);
        }

        if (state.Status == DataStreamStatus.Absent)
        {
            var security = command.Context.Security;
            return Decision<DataStreamEvent>.Accept(
                new DataStreamEvent.Defined(security.Tenant, security.Principal, command.Name, command.Definition));
        }

        if (command.Definition == state.Definition && string.Equals(command.Name, state.Name, StringComparison.Ordinal))
        {
            return Decision<DataStreamEvent>.Nothing;
        }

        return state.Status == DataStreamStatus.Running
            ? Decision<DataStreamEvent>.Refuse(DataStreamRefusals.IsRunning(state))
            : Decision<DataStreamEvent>.Accept(new DataStreamEvent.Redefined(command.Name, command.Definition));
    }
}
