namespace FlexCore.Client.Models;

/// <summary>A schedule. Members are those of the API's answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Status"><c>active</c>, <c>paused</c> or <c>ended</c>.</param>
/// <param name="Owner">Who created it.</param>
/// <param name="TargetKind"><c>event</c>, <c>stream</c>, <c>pipeline</c> or <c>command</c>.</param>
/// <param name="TargetName">Which topic, event stream, pipeline or command.</param>
public sealed record ScheduleInfo(string Id, string Name, string Status, string Owner, string TargetKind, string TargetName)
{
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its cron expression, or <see langword="null"/>.</summary>
    public string? Cron { get; init; }

    /// <summary>Its interval, for example <c>5m</c>, or <see langword="null"/>.</summary>
    public string? Every { get; init; }

    /// <summary>Its only time, or <see langword="null"/>.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The time zone of the cron expression.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Nothing before this instant is due.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Nothing after this instant is due.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How late a firing may be made on purpose.</summary>
    public string? Jitter { get; init; }

    /// <summary>What happens while an earlier firing is under way.</summary>
    public string? Overlap { get; init; }

    /// <summary>What happens to times that nobody could fire.</summary>
    public string? Misfire { get; init; }

    /// <summary>How late a firing may be before its time counts as missed.</summary>
    public string? MisfireAfter { get; init; }

    /// <summary>How many missed times fire with <c>fire-all</c>.</summary>
    public int CatchUpMax { get; init; }

    /// <summary>What the target is given, JSON.</summary>
    public string? Input { get; init; }

    /// <summary>The next firings.</summary>
    public IReadOnlyList<DateTimeOffset> NextFirings { get; init; } = [];

    /// <summary>How many times it has fired.</summary>
    public long Fired { get; init; }

    /// <summary>How many of these failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many times were left out, at least.</summary>
    public long Skipped { get; init; }

    /// <summary>How many firings are under way.</summary>
    public int Running { get; init; }

    /// <summary>How many firings wait.</summary>
    public int Waiting { get; init; }

    /// <summary>The last firing that has ended, or <see langword="null"/>.</summary>
    public FiringInfo? LastFiring { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last changed it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version of its last event.</summary>
    public long Version { get; init; }
}
