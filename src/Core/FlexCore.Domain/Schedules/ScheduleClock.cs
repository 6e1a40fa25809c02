using FlexCore.Domain.Schedules.Cron;

namespace FlexCore.Domain.Schedules;

/// <summary>Says when a schedule is due. Immutable and thread-safe; made for one definition.</summary>
/// <remarks>Times of a schedule are counted without jitter. Jitter only says how much later the firing is, and never lets a time pass another.</remarks>
public sealed class ScheduleClock
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly ScheduleTiming _timing;
    private readonly CronExpression? _cron;
    private readonly TimeZoneInfo _zone;
    private readonly DateTimeOffset _anchor;
    private readonly string _id;

    private ScheduleClock(ScheduleTiming timing, CronExpression? cron, TimeZoneInfo zone, DateTimeOffset anchor, string id)
    {
        _timing = timing;
        _cron = cron;
        _zone = zone;
        _anchor = anchor;
        _id = id;
    }

    /// <summary>Makes the clock of a schedule.</summary>
    /// <param name="timing">When it is due.</param>
    /// <param name="anchor">What intervals are counted from when there is no start.</param>
    /// <param name="id">The schedule's key, from which jitter is drawn.</param>
    /// <returns>The clock, or why the timing is wrong.</returns>
    public static (ScheduleClock? Clock, Refusal? Refusal) Of(ScheduleTiming timing, DateTimeOffset anchor, string id)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(id);
        if (ScheduleRules.CheckTiming(timing) is { } wrong)
        {
            return (null, wrong);
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timing.TimeZone, out var zone))
        {
            return (null, ScheduleRefusals.BadTimeZone(timing.TimeZone));
        }

        CronExpression? cron = null;
        return timing.Cron is { } text && !CronExpression.TryParse(text, out cron, out var refusal)
            ? (null, refusal)
            : (new ScheduleClock(timing, cron, zone, timing.Start ?? anchor, id), null);
    }

    /// <summary>The first due time after an instant.</summary>
    /// <param name="after">The instant; it is not part of the answer itself.</param>
    /// <returns>The time without jitter, UTC; <see langword="null"/> when nothing is due any more.</returns>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var from = _timing.Start is { } start && start > after ? start - Tick : after;
        var next = _timing.At is { } at ? (at > from ? at : (DateTimeOffset?)null)
            : _timing.Every is { } every ? NextOf(every, from)
            : _cron?.Next(from, _zone);
        return next is { } due && (_timing.End is null || due <= _timing.End) ? due.ToUniversalTime() : null;
    }

    /// <summary>The last due time before an instant.</summary>
    /// <param name="before">The instant; it is not part of the answer itself.</param>
    /// <returns>The time without jitter, UTC; <see langword="null"/> when nothing was due.</returns>
    public DateTimeOffset? Previous(DateTimeOffset before)
    {
        var to = _timing.End is { } end && end < before ? end + Tick : before;
        var previous = _timing.At is { } at ? (at < to ? at : (DateTimeOffset?)null)
            : _timing.Every is { } every ? PreviousOf(every, to)
            : _cron?.Previous(to, _zone);
        return previous is { } due && (_timing.Start is null || due >= _timing.Start) ? due.ToUniversalTime() : null;
    }

    /// <summary>When the firing of a due time happens: the time and its part of the jitter.</summary>
    /// <param name="due">The due time.</param>
    public DateTimeOffset FiresAt(DateTimeOffset due)
    {
        if (_timing.Jitter <= TimeSpan.Zero)
        {
            return due;
        }

        var draw = new EntityId(TenantId.Default, ScheduleDecider.Kind, $"{_id.AsSpan(0, Math.Min(_id.Length, 100))}.{due.UtcTicks}").StableHash;
        return due + TimeSpan.FromTicks((long)(draw % (ulong)_timing.Jitter.Ticks));
    }

    // The anchor itself is due only when it was given as the start: a schedule without one is due an interval after it was created.
    private DateTimeOffset? NextOf(TimeSpan every, DateTimeOffset after)
    {
        var passed = after - _anchor;
        var count = passed < TimeSpan.Zero ? (_timing.Start is null ? 1 : 0) : passed.Ticks / every.Ticks + 1;
        return DateTimeOffset.MaxValue - _anchor > every * count ? _anchor + every * count : null;
    }

    private DateTimeOffset? PreviousOf(TimeSpan every, DateTimeOffset before)
    {
        var passed = before - _anchor - Tick;
        var count = passed < TimeSpan.Zero ? -1 : passed.Ticks / every.Ticks;
        return count < 0 || (count == 0 && _timing.Start is null) ? null : _anchor + every * count;
    }
}
