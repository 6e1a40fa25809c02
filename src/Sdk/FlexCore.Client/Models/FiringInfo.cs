namespace FlexCore.Client.Models;

/// <summary>One firing of a schedule.</summary>
/// <param name="Number">Its number; <see langword="null"/> while it waits.</param>
/// <param name="Status"><c>waiting</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Due">The time it stands for.</param>
/// <param name="FiredAt">When it was decided.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Origin"><c>due</c>, <c>catch-up</c>, <c>backfill</c> or <c>manual</c>.</param>
/// <param name="Error">Why it failed, or <see langword="null"/>.</param>
public sealed record FiringInfo(long? Number, string Status, DateTimeOffset Due, DateTimeOffset? FiredAt, DateTimeOffset? EndedAt, string Origin, string? Error);
