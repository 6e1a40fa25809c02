using FlexCore.Domain;

namespace FlexCore.Application.Streams;

/// <summary>Everything a stream needs to go on after a stop or crash as if nothing had happened.</summary>
/// <param name="Stream">The stream's entity id.</param>
/// <param name="RunId">The run it belongs to.</param>
/// <param name="Sequence">Its number within the run, from 1.</param>
/// <param name="Fingerprint">Identifies the graph that wrote it; another graph must refuse it.</param>
/// <param name="Payload">Source positions, operator state and sink positions, in the runtime's own versioned format.</param>
public sealed record StreamCheckpoint(EntityId Stream, string RunId, long Sequence, string Fingerprint, ReadOnlyMemory<byte> Payload);
