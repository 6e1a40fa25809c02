namespace FlexCore.Application.Schedules;

/// <summary>A firing to come.</summary>
/// <param name="Due">Its time, UTC.</param>
/// <param name="Local">The same on the wall of the schedule's time zone.</param>
/// <param name="FiresAt">When it happens, jitter included, UTC.</param>
public sealed record NextFiringView(DateTimeOffset Due, DateTimeOffset Local, DateTimeOffset FiresAt);
