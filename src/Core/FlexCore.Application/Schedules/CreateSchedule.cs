using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>A schedule to create.</summary>
/// <param name="Definition">What it does.</param>
public sealed record CreateSchedule(ScheduleDefinition Definition)
{
    /// <summary>The id that it shall have; <see langword="null"/> for a new one.</summary>
    public string? Id { get; init; }
}
