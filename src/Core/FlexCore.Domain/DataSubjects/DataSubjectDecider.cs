using System.Diagnostics;

namespace FlexCore.Domain.DataSubjects;

/// <summary>A person in the log: keeps on record that the person was forgotten, by whom and why.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class DataSubjectDecider : IDecider<DataSubjectState, DataSubjectCommand, DataSubjectEvent>
{
    /// <summary>The entity kind.</summary>
    public const string Kind = "data-subject";

    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLengthMax = 1_000;

    /// <inheritdoc/>
    public DataSubjectState Initial => DataSubjectState.Initial;

    /// <inheritdoc/>
    public Decision<DataSubjectEvent> Decide(DataSubjectState state, DataSubjectCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (Admission.Check(owner: null, command.Context.Security) is { } refusal)
        {
            return Decision<DataSubjectEvent>.Refuse(refusal);
        }

        return command switch
        {
            DataSubjectCommand.RecordForgotten { Reason: { Length: 0 or > ReasonLengthMax } reason } => Decision<DataSubjectEvent>.Refuse(
                new Refusal("bad-text", $"The reason has {reason.Length} characters. Give 1 to {ReasonLengthMax}, or none.")),
            DataSubjectCommand.RecordForgotten when state.ForgottenAt is not null => Decision<DataSubjectEvent>.Nothing,
            DataSubjectCommand.RecordForgotten forgotten => Decision<DataSubjectEvent>.Accept([new DataSubjectEvent.Forgotten(forgotten.At, forgotten.Reason)]),
            _ => throw new UnreachableException($"The command {command.GetType().Name} is not part of the family."),
        };
    }

    /// <inheritdoc/>
    public DataSubjectState Evolve(DataSubjectState state, DataSubjectEvent @event) => @event switch
    {
        DataSubjectEvent.Forgotten forgotten => new DataSubjectState(forgotten.At),
        _ => throw new UnreachableException($"The event {@event?.GetType().Name} is not part of the family."),
    };
}
