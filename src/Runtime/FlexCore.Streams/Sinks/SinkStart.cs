using FlexCore.Domain;

namespace FlexCore.Streams.Sinks;

/// <summary>How a sink begins.</summary>
/// <param name="Stream">The stream's identity.</param>
/// <param name="RunId">The run; a resumed run keeps its id.</param>
/// <param name="State">What the sink wrote at the checkpoint to return to, or <see langword="null"/> when the run has no checkpoint yet: then the run begins at its first row, although an earlier attempt of the same run may have written some.</param>
public sealed record SinkStart(EntityId Stream, string RunId, ReadOnlyMemory<byte>? State);
