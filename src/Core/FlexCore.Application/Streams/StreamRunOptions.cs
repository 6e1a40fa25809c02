using FlexCore.Domain;

namespace FlexCore.Application.Streams;

/// <summary>How to run a graph.</summary>
public sealed class StreamRunOptions
{
    /// <summary>The stream's entity id: checkpoints are kept under it.</summary>
    public required EntityId Stream { get; init; }

    /// <summary>Names this run; a resumed run keeps its id.</summary>
    public required string RunId { get; init; }

    /// <summary>The tenant and the principal that the run works for: sources and sinks act in their name.</summary>
    /// <value>The default value is the local development principal.</value>
    public SecurityContext Security { get; init; } = SecurityContext.Development;

    /// <summary>The partition of a spread graph that this run has, from 0. The run takes the records of that partition alone.</summary>
    /// <value>The default value is <see langword="null"/>: all records.</value>
    public int? Partition { get; init; }

    /// <summary>The checkpoint to go on from, or <see langword="null"/> to begin at the start.</summary>
    public StreamCheckpoint? ResumeFrom { get; init; }

    /// <summary>How long to process between two checkpoints. A run without an end takes one this long after the last, whenever something was processed since.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(2);
}
