using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>A record that was seen at an edge of a stream at work.</summary>
/// <param name="Edge">The operator behind which it was seen, or the sink before which.</param>
/// <param name="Number">Its number within this tap, from 1; numbers of records that could not be delivered in time are missing.</param>
/// <param name="Skipped">How many records passed since the last sampled one without being sampled.</param>
/// <param name="At">When it was seen, UTC.</param>
/// <param name="Record">The record.</param>
public sealed record TapSample(string Edge, long Number, long Skipped, DateTimeOffset At, JsonElement Record)
{
    /// <summary>The partition of a spread stream that it was seen in; <see langword="null"/> for a stream that has none.</summary>
    public int? Partition { get; init; }
}
