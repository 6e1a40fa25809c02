namespace FlexCore.Client.Models;

/// <summary>A schedule to create.</summary>
/// <param name="Target">What it fires.</param>
public sealed record NewSchedule(NewScheduleTarget Target) : ScheduleFields
{
    /// <summary>Its id; <see langword="null"/> for a new one.</summary>
    public string? Id { get; init; }
}
