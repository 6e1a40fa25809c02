namespace FlexCore.Domain.Schedules;

/// <summary>Why times of a schedule were left out.</summary>
public enum SkipReason
{
    /// <summary>An earlier firing was under way, see <see cref="OverlapPolicy.Skip"/>.</summary>
    Overlap = 0,

    /// <summary>They passed while nobody could fire, see <see cref="MisfirePolicy"/>.</summary>
    Misfire = 1,

    /// <summary>As many as <see cref="ScheduleLimits.WaitingMax"/> were waiting already.</summary>
    QueueFull = 2,
}
