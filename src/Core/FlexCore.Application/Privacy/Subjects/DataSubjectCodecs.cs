using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Domain.DataSubjects;

namespace FlexCore.Application.Privacy.Subjects;

/// <summary>How data subjects are stored, and how their commands travel between nodes.</summary>
public static class DataSubjectCodecs
{
    internal static readonly DataSubjectJson Json = new(StoredJson.From(DataSubjectJson.Default.Options));

    /// <summary>The type of the event that says that a person was forgotten.</summary>
    internal const string ForgottenType = "subject.forgotten";

    /// <summary>The events.</summary>
    public static EventRegistry<DataSubjectEvent> Events { get; } = new EventRegistryBuilder<DataSubjectEvent>().Add(ForgottenType, 1, Json.Forgotten).Build();

    /// <summary>The snapshot of a data subject's state.</summary>
    public static JsonSnapshotCodec<DataSubjectState> Snapshots { get; } = new("data-subject", 1, Json.DataSubjectState);

    /// <summary>The commands.</summary>
    public static CommandRegistry<DataSubjectCommand> Commands { get; } = new CommandRegistryBuilder<DataSubjectCommand>()
        .Add<DataSubjectCommand.RecordForgotten, ForgottenBody>(
            new("data-subject.record-forgotten", 1), Json.ForgottenBody, command => new(command.At, command.Reason), (context, body) => new(context, body.At, body.Reason))
        .Build();
}
