using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.DataStreams;

/// <summary>How a data stream's commands travel between nodes.</summary>
public static class DataStreamCommandCodec
{
    private static readonly DataStreamCommandJson Json = new(StoredJson.From(DataStreamCommandJson.Default.Options));

    /// <summary>The commands.</summary>
    public static CommandRegistry<DataStreamCommand> Commands { get; } = new CommandRegistryBuilder<DataStreamCommand>()
        .Add<DataStreamCommand.Define, DefineBody>(
            new("data-stream.define", 1), Json.DefineBody,
            command => new(command.Name, command.Definition), (context, body) => new(context, body.Name, body.Definition))
        .Add<DataStreamCommand.Start, StartBody>(
            new("data-stream.start", 1), Json.StartBody, command => new(command.RunId, command.Mode), (context, body) => new(context, body.RunId, body.Mode))
        .Add<DataStreamCommand.RecordCheckpoint, CheckpointBody>(
            new("data-stream.record-checkpoint", 1), Json.CheckpointBody,
            command => new(command.RunId, command.Attempt, command.Checkpoint), (context, body) => new(context, body.RunId, body.Attempt, body.Checkpoint))
        .Add<DataStreamCommand.Stop, StopBody>(
            new("data-stream.stop", 1), Json.StopBody,
            command => new(command.RunId, command.Attempt, command.Counters, command.Reason),
            (context, body) => new(context, body.RunId, body.Attempt, body.Counters, body.Reason))
        .Add<DataStreamCommand.Complete, CompleteBody>(
            new("data-stream.complete", 1), Json.CompleteBody,
            command => new(command.RunId, command.Attempt, command.Counters), (context, body) => new(context, body.RunId, body.Attempt, body.Counters))
        .Add<DataStreamCommand.Fail, FailBody>(
            new("data-stream.fail", 1), Json.FailBody,
            command => new(command.RunId, command.Attempt, command.Error), (context, body) => new(context, body.RunId, body.Attempt, body.Error))
        .Build();
}
