namespace FlexCore.Client.Models;

/// <summary>What a schedule has fired.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="Firings">The firings that wait, run and have ended, the newest first.</param>
/// <param name="Fired">How many times it has fired.</param>
/// <param name="Failed">How many of these failed.</param>
/// <param name="Skipped">How many times were left out, at least.</param>
public sealed record ScheduleHistory(string Id, IReadOnlyList<FiringInfo> Firings, long Fired, long Failed, long Skipped);
