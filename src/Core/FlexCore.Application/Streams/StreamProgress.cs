namespace FlexCore.Application.Streams;

/// <summary>How far a run has come. Counters include what earlier attempts of the same run did.</summary>
/// <param name="RecordsIn">Records read from the source.</param>
/// <param name="RecordsOut">Records written to the sinks.</param>
/// <param name="Errors">Records that an operator could not process.</param>
/// <param name="DeadLetters">Records sent to the dead-letter sink.</param>
/// <param name="LateRecords">Records behind the watermark that the late policy dropped or diverted.</param>
/// <param name="BytesIn">Bytes consumed from the source, after decompression.</param>
/// <param name="BytesTotal">The source's size in stored bytes where it is known.</param>
/// <param name="BytesRead">Stored bytes consumed, comparable with <paramref name="BytesTotal"/>.</param>
/// <param name="Watermark">Event time up to which windows are complete, or <see langword="null"/> without windows.</param>
/// <param name="Checkpoints">Checkpoints made durable.</param>
public sealed record StreamProgress(
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
