namespace FlexCore.Domain.Schedules;

/// <summary>What happens to times that passed while nobody could fire, for example because every node was down.</summary>
public enum MisfirePolicy
{
    /// <summary>One firing stands for all of them: that of the last.</summary>
    FireOnce = 0,

    /// <summary>Each fires, one after the other, the newest <see cref="SchedulePolicy.CatchUpMax"/> of them.</summary>
    FireAll = 1,

    /// <summary>They are left out.</summary>
    Skip = 2,
}
