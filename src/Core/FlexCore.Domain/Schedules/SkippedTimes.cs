namespace FlexCore.Domain.Schedules;

/// <summary>Times that were left out together.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="Count">How many there were; when <paramref name="More"/>, at least so many.</param>
/// <param name="More">Whether there were more than were counted.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedTimes(DateTimeOffset First, DateTimeOffset Last, int Count, bool More, SkipReason Reason);
