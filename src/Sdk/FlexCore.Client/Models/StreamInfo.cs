namespace FlexCore.Client.Models;

/// <summary>A stream: the running side of a pipeline.</summary>
public sealed record StreamInfo
{
    /// <summary>The pipeline's key.</summary>
    public required string Key { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// <c>created</c>, <c>starting</c>, <c>running</c>, <c>restarting</c>, <c>draining</c>, <c>stopped</c>, <c>completed</c> or <c>failed</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The pipeline version that runs or last ran.</summary>
    public int Version { get; init; }

    /// <summary>The event topic that its source reads, or <see langword="null"/>.</summary>
    public string? SourceTopic { get; init; }

    /// <summary>The newest run, or <see langword="null"/> before the first: the same as the pipeline's.</summary>
    public string? RunId { get; init; }

    /// <summary>The earlier run at whose checkpoint this one went on, and under whose id the stream's history has its records; <see langword="null"/> when it began afresh.</summary>
    public string? ContinuedRunId { get; init; }

    /// <summary>How often that run was started, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>When that run was first started, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed or restarts, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>How often the node has restarted it in a row after failures.</summary>
    public int Restarts { get; init; }

    /// <summary>When the next restart is due, UTC.</summary>
    public DateTimeOffset? NextRestartAt { get; init; }

    /// <summary>The partitions of a spread stream, in their order; <see langword="null"/> when it is one stream.</summary>
    public IReadOnlyList<PartitionInfo>? Partitions { get; init; }

    /// <summary>How far it has come, or <see langword="null"/> before the first run.</summary>
    public ProgressInfo? Progress { get; init; }
}
