namespace FlexCore.Application.TimeTravel;

/// <summary>What a stream's entity was like at a point.</summary>
/// <param name="Version">The version of the last event in it.</param>
/// <param name="At">When that event was recorded.</param>
/// <param name="AggregateType">What a user's stream said it is about, the last time it did; or <see langword="null"/>.</param>
/// <param name="Replayed">How many events were applied; the others came out of a kept state.</param>
/// <param name="State">The state as JSON.</param>
public sealed record TravelState(long Version, DateTimeOffset At, string? AggregateType, long Replayed, ReadOnlyMemory<byte> State);
