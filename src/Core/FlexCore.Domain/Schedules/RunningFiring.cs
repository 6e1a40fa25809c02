namespace FlexCore.Domain.Schedules;

/// <summary>A firing whose effect is not known to be complete.</summary>
/// <param name="Number">Its number: 1, 2, 3 … over the whole life of the identity, so that each names one effect for ever.</param>
/// <param name="Due">The time it stands for, without jitter.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Origin">Why.</param>
public sealed record RunningFiring(long Number, DateTimeOffset Due, DateTimeOffset At, FiringOrigin Origin)
{
    /// <summary>What it does: the schedule's target when it was decided, which a later change of the schedule leaves alone.</summary>
    public ScheduleTarget? Target { get; init; }
}
