namespace FlexCore.Application.Schedules;

/// <summary>What a schedule has done and is about to do.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="Firings">The firings that wait, run and have ended, the newest first; of those that have ended the last 20.</param>
/// <param name="Fired">How many times it has fired.</param>
/// <param name="Failed">How many of these failed.</param>
/// <param name="Skipped">How many times were left out, at least.</param>
/// <param name="LastSkipped">Which times were left out last, or <see langword="null"/>.</param>
public sealed record ScheduleHistoryView(string Id, IReadOnlyList<FiringView> Firings, long Fired, long Failed, long Skipped, SkippedView? LastSkipped);
