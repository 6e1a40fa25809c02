namespace FlexCore.Application.Schedules;

/// <summary>A schedule as people see it.</summary>
public sealed record ScheduleView
{
    /// <summary>Its id, unique in the tenant.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary><c>active</c>, <c>paused</c> or <c>ended</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Who created it, in whose name it fires.</summary>
    public required string Owner { get; init; }

    /// <summary>Its cron expression, or <see langword="null"/>.</summary>
    public string? Cron { get; init; }

    /// <summary>Its interval, for example <c>5m</c>, or <see langword="null"/>.</summary>
    public string? Every { get; init; }

    /// <summary>Its only time, or <see langword="null"/>.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The time zone of the cron expression.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Nothing before this instant is due.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Nothing after this instant is due.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How late a firing may be made on purpose.</summary>
    public required string Jitter { get; init; }

    /// <summary><c>skip</c>, <c>queue</c> or <c>parallel</c>.</summary>
    public required string Overlap { get; init; }

    /// <summary><c>fire-once</c>, <c>fire-all</c> or <c>skip</c>.</summary>
    public required string Misfire { get; init; }

    /// <summary>How late a firing may be before its time counts as missed.</summary>
    public required string MisfireAfter { get; init; }

    /// <summary>How many missed times fire with <c>fire-all</c>.</summary>
    public required int CatchUpMax { get; init; }

    /// <summary>What kind of thing it fires.</summary>
    public required string TargetKind { get; init; }

    /// <summary>Which one.</summary>
    public required string TargetName { get; init; }

    /// <summary>What that is given, JSON.</summary>
    public required string Input { get; init; }

    /// <summary>The next firings, at most <see cref="ScheduleViews.NextShown"/>, jitter included.</summary>
    public required IReadOnlyList<DateTimeOffset> NextFirings { get; init; }

    /// <summary>How many times it has fired.</summary>
    public required long Fired { get; init; }

    /// <summary>How many of these failed.</summary>
    public required long Failed { get; init; }

    /// <summary>How many times were left out, at least.</summary>
    public required long Skipped { get; init; }

    /// <summary>How many firings are under way.</summary>
    public required int Running { get; init; }

    /// <summary>How many firings wait.</summary>
    public required int Waiting { get; init; }

    /// <summary>The last firing that has ended, or <see langword="null"/>.</summary>
    public FiringView? LastFiring { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last changed it, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version of its last event.</summary>
    public required long Version { get; init; }
}
