using FlexCore.Application.Events;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.DataStreams;

/// <summary>How data streams are stored: the names, versions and shapes of their events and of their snapshot.</summary>
public static class DataStreamCodecs
{
    internal static readonly DataStreamJson Json = new(StoredJson.From(DataStreamJson.Default.Options));

    /// <summary>The events.</summary>
    public static EventRegistry<DataStreamEvent> Events { get; } = new EventRegistryBuilder<DataStreamEvent>()
        .Add("data-stream.defined", 1, Json.Defined)
        .Add("data-stream.redefined", 1, Json.Redefined)
        .Add("data-stream.run-started", 1, Json.RunStarted)
        .Add("data-stream.run-resumed", 1, Json.RunResumed)
        .Add("data-stream.checkpoint-recorded", 1, Json.CheckpointRecorded)
        .Add("data-stream.run-stopped", 1, Json.RunStopped)
        .Add("data-stream.run-completed", 1, Json.RunCompleted)
        .Add("data-stream.run-failed", 1, Json.RunFailed)
        .Build();

    /// <summary>The snapshot of a data stream's state.</summary>
    public static JsonSnapshotCodec<DataStreamState> Snapshots { get; } = new("data-stream", 1, Json.DataStreamState);
}
