namespace FlexCore.Domain.Schedules;

/// <summary>What a schedule does when things go late or long.</summary>
public sealed record SchedulePolicy
{
    /// <summary>What happens when it is due while an earlier firing is under way.</summary>
    /// <value>The default value is <see cref="OverlapPolicy.Skip"/>.</value>
    public OverlapPolicy Overlap { get; init; }

    /// <summary>What happens to times that passed while nobody could fire.</summary>
    /// <value>The default value is <see cref="MisfirePolicy.FireOnce"/>.</value>
    public MisfirePolicy Misfire { get; init; }

    /// <summary>How late a firing may be before its time counts as passed.</summary>
    /// <value>The default value is one minute.</value>
    public TimeSpan MisfireAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>With <see cref="MisfirePolicy.FireAll"/>: how many of the passed times fire, the newest ones.</summary>
    /// <value>The default value is 100; at most <see cref="ScheduleLimits.CatchUpMax"/>.</value>
    public int CatchUpMax { get; init; } = 100;
}
