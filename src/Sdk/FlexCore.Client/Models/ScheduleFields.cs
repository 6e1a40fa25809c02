namespace FlexCore.Client.Models;

/// <summary>What can be said of a schedule, new or changed. Spans of time are written as <c>90s</c>, <c>5m</c> or <c>1h30m</c>; what is <see langword="null"/> is not sent.</summary>
public abstract record ScheduleFields
{
    /// <summary>The name for people; a new schedule has its id when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>A cron expression. Exactly one of this, <see cref="Every"/> and <see cref="At"/>.</summary>
    public string? Cron { get; init; }

    /// <summary>An interval.</summary>
    public string? Every { get; init; }

    /// <summary>One instant, RFC 3339.</summary>
    public string? At { get; init; }

    /// <summary>The time zone of the cron expression.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Nothing before this instant is due, RFC 3339.</summary>
    public string? Start { get; init; }

    /// <summary>Nothing after this instant is due, RFC 3339, or <c>never</c>.</summary>
    public string? End { get; init; }

    /// <summary>How late each firing may be made.</summary>
    public string? Jitter { get; init; }

    /// <summary><c>skip</c>, <c>queue</c> or <c>parallel</c>.</summary>
    public string? Overlap { get; init; }

    /// <summary><c>fire-once</c>, <c>fire-all</c> or <c>skip</c>.</summary>
    public string? Misfire { get; init; }

    /// <summary>How late a firing may be before its time counts as missed.</summary>
    public string? MisfireAfter { get; init; }

    /// <summary>How many missed times fire with <c>fire-all</c>.</summary>
    public int? CatchUpMax { get; init; }
}
