namespace FlexCore.Domain.DataStreams;

/// <summary>The newest run of a data stream. A run keeps its id through stops, failures and crashes.</summary>
/// <param name="Id">The run's id; never used for another run after this one.</param>
/// <param name="Attempt">How often the run was started, from 1. Reports of an older attempt are refused.</param>
/// <param name="Fingerprint">The definition it runs.</param>
/// <param name="StartedAt">The first attempt's start, UTC.</param>
/// <param name="Counters">The newest known counters.</param>
/// <param name="Checkpoint">The newest checkpoint, or <see langword="null"/> before the first.</param>
public sealed record StreamRun(
    string Id,
    int Attempt,
    string Fingerprint,
    DateTimeOffset StartedAt,
    StreamCounters Counters,
    RecordedCheckpoint? Checkpoint)
{
    /// <summary>When the run last ended, UTC; <see langword="null"/> while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it last ended before its end: the reason of a stop or the error of a failure; otherwise <see langword="null"/>.</summary>
    public string? Reason { get; init; }
}
