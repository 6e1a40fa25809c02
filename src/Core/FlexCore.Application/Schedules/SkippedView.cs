namespace FlexCore.Application.Schedules;

/// <summary>Times that were left out together.</summary>
/// <param name="First">The first, UTC.</param>
/// <param name="Last">The last, UTC.</param>
/// <param name="Count">How many, at least.</param>
/// <param name="Reason"><c>overlap</c>, <c>misfire</c> or <c>queue-full</c>.</param>
public sealed record SkippedView(DateTimeOffset First, DateTimeOffset Last, int Count, string Reason);
