namespace FlexCore.Client.Models;

/// <summary>A schedule to create. Spans of time are written as <c>90s</c>, <c>5m</c> or <c>1h30m</c>.</summary>
/// <param name="Target">What it fires.</param>
public sealed record NewSchedule(NewScheduleTarget Target)
{
    /// <summary>Its id; <see langword="null"/> for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The name for people; <see langword="null"/> for the id.</summary>
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

    /// <summary>Nothing after this instant is due, RFC 3339.</summary>
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
