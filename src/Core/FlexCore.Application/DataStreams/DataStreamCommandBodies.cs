using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.DataStreams;

/// <summary>What travels of a <see cref="DataStreamCommand.Define"/>.</summary>
internal sealed record DefineBody(string Name, DataStreamDefinition Definition);

/// <summary>What travels of a <see cref="DataStreamCommand.Start"/>.</summary>
internal sealed record StartBody(string RunId, StartMode Mode);

/// <summary>What travels of a <see cref="DataStreamCommand.RecordCheckpoint"/>.</summary>
internal sealed record CheckpointBody(string RunId, int Attempt, RecordedCheckpoint Checkpoint);

/// <summary>What travels of a <see cref="DataStreamCommand.Stop"/>.</summary>
internal sealed record StopBody(string RunId, int Attempt, StreamCounters Counters, string Reason);

/// <summary>What travels of a <see cref="DataStreamCommand.Complete"/>.</summary>
internal sealed record CompleteBody(string RunId, int Attempt, StreamCounters Counters);

/// <summary>What travels of a <see cref="DataStreamCommand.Fail"/>.</summary>
internal sealed record FailBody(string RunId, int Attempt, string Error);
