namespace FlexCore.Domain.Schedules.Cron;

/// <summary>The clock on the wall of a time zone: what it shows at an instant, and when it is set forwards or back. Pure; instants are UTC, in whole seconds.</summary>
/// <remarks>Only asks the zone for offsets of instants, which are never ambiguous.</remarks>
internal readonly struct WallClock(TimeZoneInfo zone)
{
    // No clock has ever been set twice within this time.
    private static readonly TimeSpan Step = TimeSpan.FromHours(6);

    // The largest changes were a whole day, where the date line moved.
    private static readonly TimeSpan ChangeMax = TimeSpan.FromHours(25);

    /// <summary>How far the wall is ahead of UTC.</summary>
    public TimeSpan OffsetAt(DateTimeOffset instant) => zone.GetUtcOffset(instant);

    /// <summary>The first instant with another offset than an earlier one.</summary>
    /// <param name="after">The earlier instant.</param>
    /// <param name="last">The last instant that counts.</param>
    /// <returns>The instant at which the clock is set; null when it is not.</returns>
    public DateTimeOffset? NextChange(DateTimeOffset after, DateTimeOffset last)
    {
        var offset = OffsetAt(after);
        for (var low = after; low < last;)
        {
            var high = last - low > Step ? low + Step : last;
            if (OffsetAt(high) != offset)
            {
                return Edge(low, high, offset);
            }

            low = high;
        }

        return null;
    }

    /// <summary>What the wall must show before a time counts as new: later than the instant's own time while it shows hours for the second time.</summary>
    public DateTimeOffset NewFrom(DateTimeOffset instant)
    {
        var offset = OffsetAt(instant);
        var shown = instant + offset;
        var begin = instant - ChangeMax;
        for (var change = NextChange(begin, instant); change is { } at; change = NextChange(at, instant))
        {
            var before = at + OffsetAt(at.AddSeconds(-1));
            shown = before > shown ? before : shown;
        }

        return shown;
    }

    private DateTimeOffset Edge(DateTimeOffset low, DateTimeOffset high, TimeSpan offset)
    {
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low.AddSeconds(Math.Floor((high - low).TotalSeconds / 2));
            (low, high) = OffsetAt(middle) == offset ? (middle, high) : (low, middle);
        }

        return high;
    }
}
