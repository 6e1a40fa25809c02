namespace FlexCore.Domain.Schedules;

/// <summary>What somebody wants to happen, and when.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Timing">When.</param>
/// <param name="Target">What.</param>
/// <param name="Policy">What happens when things go late or long.</param>
public sealed record ScheduleDefinition(string Name, string Description, ScheduleTiming Timing, ScheduleTarget Target, SchedulePolicy Policy);
