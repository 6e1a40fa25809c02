namespace FlexCore.Application.Streams;

/// <summary>A record that was seen at an edge of a running graph.</summary>
/// <param name="Edge">The edge: the name of the operator behind which it was seen, or of the sink before which.</param>
/// <param name="Number">Its number within this tap, from 1; numbers of records that could not be delivered in time are missing.</param>
/// <param name="Skipped">How many records passed the edge since the last sampled one without being sampled.</param>
/// <param name="At">When it was seen.</param>
/// <param name="Json">The record as one JSON object; behind the source <c>{ source, line, record }</c> with its text. Elsewhere it has the fields that the pipeline reads further on.</param>
public sealed record TapRecord(string Edge, long Number, long Skipped, DateTimeOffset At, string Json);
