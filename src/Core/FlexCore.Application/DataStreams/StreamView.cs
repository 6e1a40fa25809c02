using FlexCore.Application.Streams;

namespace FlexCore.Application.DataStreams;

/// <summary>A stream as people see it.</summary>
public sealed record StreamView
{
    /// <summary>The pipeline's key, unique in the tenant.</summary>
    public required string Key { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// <c>created</c> (never started), <c>starting</c>, <c>running</c>, <c>restarting</c> (waits after a failure), <c>draining</c>, <c>stopped</c>, <c>completed</c>
    /// or <c>failed</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The pipeline version that runs or last ran; the newest one before the first run.</summary>
    public required int Version { get; init; }

    /// <summary>The event topic that its source reads, or <see langword="null"/>: where ingest into the stream appends.</summary>
    public string? SourceTopic { get; init; }

    /// <summary>The newest run, or <see langword="null"/> before the first: the pipeline's own.</summary>
    public string? RunId { get; init; }

    /// <summary>The earlier run at whose checkpoint this one went on, and under whose id the stream's history has its records; <see langword="null"/> when it began afresh.</summary>
    public string? ContinuedRunId { get; init; }

    /// <summary>How often that run was started, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>When that run was first started, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last ended, UTC; <see langword="null"/> while it is at work.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed or restarts, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>How often the node has restarted it in a row after failures.</summary>
    public int Restarts { get; init; }

    /// <summary>When the next restart is due, UTC, while it waits for one.</summary>
    public DateTimeOffset? NextRestartAt { get; init; }

    /// <summary>The partitions of a spread stream, in their order; <see langword="null"/> when it is one stream. Then attempt and restarts are the greatest of them, and progress is their sum.</summary>
    public IReadOnlyList<StreamPartitionView>? Partitions { get; init; }

    /// <summary>How far it has come: live while it is at work, otherwise as of its end or last checkpoint.</summary>
    public StreamProgress? Progress { get; init; }
}
