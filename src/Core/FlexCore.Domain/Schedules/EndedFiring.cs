namespace FlexCore.Domain.Schedules;

/// <summary>A firing that has ended.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Due">The time it stood for.</param>
/// <param name="FiredAt">When it was decided.</param>
/// <param name="EndedAt">When its effect was complete, or given up.</param>
/// <param name="Origin">Why.</param>
/// <param name="Error">Why it failed, or <see langword="null"/>.</param>
public sealed record EndedFiring(long Number, DateTimeOffset Due, DateTimeOffset FiredAt, DateTimeOffset EndedAt, FiringOrigin Origin, string? Error);
