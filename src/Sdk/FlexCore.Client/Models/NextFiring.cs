namespace FlexCore.Client.Models;

/// <summary>A firing to come.</summary>
/// <param name="Due">Its time.</param>
/// <param name="Local">The same on the wall of the schedule's time zone.</param>
/// <param name="FiresAt">When it happens, jitter included.</param>
public sealed record NextFiring(DateTimeOffset Due, DateTimeOffset Local, DateTimeOffset FiresAt);
