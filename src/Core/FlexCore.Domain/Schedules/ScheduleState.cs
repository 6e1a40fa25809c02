namespace FlexCore.Domain.Schedules;

/// <summary>A schedule as its events have made it. It is its own ledger: <see cref="Covered"/> and the numbers of firings say what has been decided.</summary>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Tenant">Who owns it.</param>
/// <param name="Owner">The principal that created it, in whose name it fires.</param>
/// <param name="Id">Its key, from which jitter is drawn.</param>
/// <param name="Definition">What it does.</param>
public sealed record ScheduleState(ScheduleStatus Status, TenantId Tenant, string Owner, string Id, ScheduleDefinition Definition)
{
    /// <summary>What intervals are counted from.</summary>
    public DateTimeOffset Anchor { get; init; }

    /// <summary>Every time up to this one has been decided: fired, queued or left out. Never again.</summary>
    public DateTimeOffset Covered { get; init; }

    /// <summary>The number of the last firing.</summary>
    public long Fired { get; init; }

    /// <summary>How many firings have failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many times were left out, at least.</summary>
    public long Skipped { get; init; }

    /// <summary>The times that were left out last, or <see langword="null"/>.</summary>
    public SkippedTimes? LastSkipped { get; init; }

    /// <summary>The epoch of the scheduler that fired last. An older one is refused.</summary>
    public long Epoch { get; init; }

    /// <summary>The firings that are under way, in the order of their numbers.</summary>
    public ValueList<RunningFiring> Running { get; init; } = [];

    /// <summary>The firings that wait, the next one first.</summary>
    public ValueList<WaitingFiring> Waiting { get; init; } = [];

    /// <summary>The last firings that have ended, the newest first.</summary>
    public ValueList<EndedFiring> History { get; init; } = [];

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last changed, paused or resumed it.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether people see it.</summary>
    public bool IsVisible() => Status is not (ScheduleStatus.Absent or ScheduleStatus.Deleted);

    /// <summary>The state before the first event.</summary>
    public static ScheduleState Absent { get; } = new(
        ScheduleStatus.Absent, TenantId.Default, "", "", new ScheduleDefinition("", "", new ScheduleTiming(), new ScheduleTarget("", "", ""), new SchedulePolicy()));
}
