namespace FlexCore.Domain.Schedules;

/// <summary>A firing that waits for earlier ones to end.</summary>
/// <param name="Due">The time it stands for.</param>
/// <param name="Origin">Why.</param>
public sealed record WaitingFiring(DateTimeOffset Due, FiringOrigin Origin);
