namespace FlexCore.Client.Models;

/// <summary>What changes of a schedule; everything else stays.</summary>
public sealed record ScheduleChange : ScheduleFields
{
    /// <summary>What it fires from now on; <see langword="null"/> for what it fires already.</summary>
    public NewScheduleTarget? Target { get; init; }
}
