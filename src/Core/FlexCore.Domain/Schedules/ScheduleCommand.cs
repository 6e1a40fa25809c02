namespace FlexCore.Domain.Schedules;

/// <summary>A request to change a schedule. The family is closed: every command is nested here.</summary>
/// <param name="Context">Who asks, when, and in which chain of work.</param>
public abstract record ScheduleCommand(CommandContext Context) : ICommand
{
    /// <summary>Creates the schedule, active.</summary>
    /// <param name="Context">Who asks; becomes the owner.</param>
    /// <param name="Id">The schedule's key.</param>
    /// <param name="Definition">What it does.</param>
    public sealed record Create(CommandContext Context, string Id, ScheduleDefinition Definition) : ScheduleCommand(Context);

    /// <summary>Changes what it does from now on. What is under way or waits stays.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Definition">What it does.</param>
    public sealed record Change(CommandContext Context, ScheduleDefinition Definition) : ScheduleCommand(Context);

    /// <summary>Holds it: what becomes due meanwhile is never made up for.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Pause(CommandContext Context) : ScheduleCommand(Context);

    /// <summary>Lets it go on with the next due time.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Resume(CommandContext Context) : ScheduleCommand(Context);

    /// <summary>Deletes it. What is under way ends by itself; what waits is dropped.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Delete(CommandContext Context) : ScheduleCommand(Context);

    /// <summary>Fires it now, beside its times; waits when an earlier firing is under way, unless it may overlap.</summary>
    /// <param name="Context">Who asks.</param>
    public sealed record Trigger(CommandContext Context) : ScheduleCommand(Context);

    /// <summary>Fires every time of a span of the past, one after the other.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="From">The first instant of the span.</param>
    /// <param name="To">The first instant behind the span; not later than now.</param>
    public sealed record Backfill(CommandContext Context, DateTimeOffset From, DateTimeOffset To) : ScheduleCommand(Context);

    /// <summary>The scheduler says what time it is: whatever has become due is decided.</summary>
    /// <param name="Context">The scheduler and its time.</param>
    /// <param name="Epoch">The scheduler's epoch; an older one than the last is refused.</param>
    public sealed record Fire(CommandContext Context, long Epoch) : ScheduleCommand(Context);

    /// <summary>The scheduler says that a firing has ended.</summary>
    /// <param name="Context">The scheduler and its time.</param>
    /// <param name="Epoch">The scheduler's epoch.</param>
    /// <param name="Number">The firing.</param>
    /// <param name="Error">Why it failed, or <see langword="null"/>.</param>
    public sealed record Complete(CommandContext Context, long Epoch, long Number, string? Error) : ScheduleCommand(Context);
}
