namespace FlexCore.Client.Models;

/// <summary>How far a run has come, all its attempts together.</summary>
/// <param name="RecordsIn">Records read from the source.</param>
/// <param name="RecordsOut">Records written to the sinks.</param>
/// <param name="Errors">Records that a step could not process.</param>
/// <param name="DeadLetters">Records put aside with their reason.</param>
/// <param name="LateRecords">Records behind the watermark.</param>
/// <param name="BytesIn">Bytes read, after decompression.</param>
/// <param name="BytesTotal">The source's size in stored bytes where it is known.</param>
/// <param name="BytesRead">Stored bytes read.</param>
/// <param name="Watermark">Event time up to which windows are complete, or <see langword="null"/>.</param>
/// <param name="Checkpoints">Checkpoints made durable.</param>
public sealed record ProgressInfo(
    long RecordsIn,
    long RecordsOut,
    long Errors,
    long DeadLetters,
    long LateRecords,
    long BytesIn,
    long? BytesTotal,
    long BytesRead,
    DateTimeOffset? Watermark,
    long Checkpoints);
