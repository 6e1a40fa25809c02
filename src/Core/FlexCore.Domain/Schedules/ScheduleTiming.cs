namespace FlexCore.Domain.Schedules;

/// <summary>When a schedule is due: exactly one of <see cref="Cron"/>, <see cref="Every"/> and <see cref="At"/>.</summary>
public sealed record ScheduleTiming
{
    /// <summary>A cron expression, or <see langword="null"/>.</summary>
    public string? Cron { get; init; }

    /// <summary>An interval, or <see langword="null"/>. It is counted from <see cref="Start"/>, or from when the schedule was created.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>The only time, or <see langword="null"/>.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The time zone of <see cref="Cron"/>, an IANA name.</summary>
    /// <value>The default value is <c>UTC</c>.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Nothing before this instant is due.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Nothing after this instant is due.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Each firing is late by a part of this, which depends on schedule and time only: many schedules with one time do not fire at one instant.</summary>
    public TimeSpan Jitter { get; init; }
}
