using FlexCore.Domain;

namespace FlexCore.Application.Streams;

/// <summary>How to run a graph.</summary>
public sealed class StreamRunOptions
{
    /// <summary>The stream's entity id: checkpoints are kept under it.</summary>
    public required EntityId Stream { get; init; }

    /// <summary>Names this run; a resumed run keeps its id.</summary>
    public required string RunId { get; init; }

    /// <summary>The checkpoint to go on from, or <see langword="null"/> to begin at the start.</summary>
    public StreamCheckpoint? ResumeFrom { get; init; }

    /// <summary>How long to process between two checkpoints.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(2);
}
