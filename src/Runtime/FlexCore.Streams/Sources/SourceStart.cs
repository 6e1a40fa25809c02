using FlexCore.Domain;
using FlexCore.Streams.Services;

namespace FlexCore.Streams.Sources;

/// <summary>How a source begins.</summary>
/// <param name="Stream">The stream's identity.</param>
/// <param name="RunId">The run; a resumed run keeps its id.</param>
/// <param name="Position">What <see cref="IRecordSource.WritePosition"/> wrote at the checkpoint to return to, or <see langword="null"/> for the beginning.</param>
/// <param name="Settings">The bounds of reading.</param>
/// <param name="Services">Clock, topics, HTTP, logger and the tenant of the run.</param>
internal sealed record SourceStart(EntityId Stream, string RunId, ReadOnlyMemory<byte>? Position, SourceSettings Settings, RunServices Services)
{
    /// <summary>The partition that the run has, or <see langword="null"/> for all records.</summary>
    public int? Partition { get; init; }
}
