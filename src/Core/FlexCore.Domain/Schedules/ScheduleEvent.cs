namespace FlexCore.Domain.Schedules;

/// <summary>Something that happened to a schedule. The family is closed: every event is nested here.</summary>
public abstract record ScheduleEvent
{
    private ScheduleEvent()
    {
    }

    /// <summary>The schedule exists.</summary>
    /// <param name="Tenant">Who owns it.</param>
    /// <param name="Owner">The principal that created it.</param>
    /// <param name="Id">Its key.</param>
    /// <param name="Definition">What it does.</param>
    /// <param name="At">When; nothing before is due.</param>
    public sealed record Created(TenantId Tenant, string Owner, string Id, ScheduleDefinition Definition, DateTimeOffset At) : ScheduleEvent;

    /// <summary>It does something else from now on.</summary>
    /// <param name="Definition">What it does.</param>
    /// <param name="At">When; nothing before is due by the new definition.</param>
    public sealed record Changed(ScheduleDefinition Definition, DateTimeOffset At) : ScheduleEvent;

    /// <summary>It is held.</summary>
    /// <param name="At">When.</param>
    public sealed record Paused(DateTimeOffset At) : ScheduleEvent;

    /// <summary>It goes on.</summary>
    /// <param name="At">When; nothing before is due.</param>
    public sealed record Resumed(DateTimeOffset At) : ScheduleEvent;

    /// <summary>It is gone.</summary>
    /// <param name="At">When.</param>
    public sealed record Deleted(DateTimeOffset At) : ScheduleEvent;

    /// <summary>A firing was decided. From here on its number names its effect.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Due">The time it stands for.</param>
    /// <param name="At">When.</param>
    /// <param name="Origin">Why.</param>
    /// <param name="Epoch">The epoch of the scheduler that decided it.</param>
    public sealed record Fired(long Number, DateTimeOffset Due, DateTimeOffset At, FiringOrigin Origin, long Epoch) : ScheduleEvent;

    /// <summary>Times wait for earlier firings to end.</summary>
    /// <param name="Dues">The times, in order.</param>
    /// <param name="Origin">Why.</param>
    public sealed record Queued(ValueList<DateTimeOffset> Dues, FiringOrigin Origin) : ScheduleEvent;

    /// <summary>Times were left out.</summary>
    /// <param name="Times">Which, and why.</param>
    public sealed record Skipped(SkippedTimes Times) : ScheduleEvent;

    /// <summary>A firing has ended.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="At">When.</param>
    /// <param name="Error">Why it failed, or <see langword="null"/>.</param>
    public sealed record Completed(long Number, DateTimeOffset At, string? Error) : ScheduleEvent;

    /// <summary>Nothing will be due any more.</summary>
    /// <param name="At">When that was seen.</param>
    public sealed record Ended(DateTimeOffset At) : ScheduleEvent;
}
