namespace FlexCore.Domain.Schedules;

/// <summary>Where a schedule is in its life. The diagram is in this folder's README.md.</summary>
public enum ScheduleStatus
{
    /// <summary>Nothing has been created under this identity.</summary>
    Absent = 0,

    /// <summary>Fires when it is due.</summary>
    Active = 1,

    /// <summary>Held: nothing is due. What was under way goes on.</summary>
    Paused = 2,

    /// <summary>Nothing will be due any more.</summary>
    Ended = 3,

    /// <summary>Gone; its identity may be created anew.</summary>
    Deleted = 4,
}
