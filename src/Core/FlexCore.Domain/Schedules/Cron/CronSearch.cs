namespace FlexCore.Domain.Schedules.Cron;

/// <summary>Finds due instants: walks from one setting of the wall's clock to the next, and asks the calendar in between. Pure.</summary>
/// <remarks>Between two settings the wall is UTC and a constant, so the calendar's answer is exact. What happens at a setting is this folder's README.md.</remarks>
internal static class CronSearch
{
    // A match that is farther away than this is looked at from closer by. A setting of the clock in between cannot matter unless it is near one of the ends:
    // no match is skipped or repeated by it.
    private static readonly TimeSpan Far = TimeSpan.FromDays(4);
    private static readonly TimeSpan Near = TimeSpan.FromDays(2);
    private static readonly TimeSpan Cycle = TimeSpan.FromDays(146_097);

    /// <summary>The first due instant after another.</summary>
    public static DateTimeOffset? Next(CronFields fields, DateTimeOffset after, WallClock wall)
    {
        var utc = after.ToUniversalTime();
        var from = utc.AddTicks(TimeSpan.TicksPerSecond - utc.Ticks % TimeSpan.TicksPerSecond);
        var newFrom = fields.IsFixedTime ? wall.NewFrom(from) : DateTimeOffset.MinValue;
        while (from.Year <= CronCalendar.YearMax)
        {
            var offset = wall.OffsetAt(from);
            var shown = from + offset;
            if (CronCalendar.AtOrAfter(fields, newFrom > shown ? newFrom : shown) is not { } match)
            {
                return null;
            }

            var due = match - offset;
            var isFar = due - from > Far;
            if (wall.NextChange(from, isFar ? from + Near : due) is not { } change)
            {
                if (!isFar)
                {
                    return due;
                }

                from = due - Near;
                continue;
            }

            var offsetAfter = wall.OffsetAt(change);
            if (fields.IsFixedTime && match < change + offsetAfter)
            {
                // The wall never shows the time: it is due at the first instant after the gap.
                return change;
            }

            if (fields.IsFixedTime && change + offset > newFrom)
            {
                // Whatever the wall shows again has been due already.
                newFrom = change + offset;
            }

            from = change;
        }

        return null;
    }

    /// <summary>The last due instant before another: the greatest instant whose next due instant still comes before.</summary>
    public static DateTimeOffset? Previous(CronFields fields, DateTimeOffset before, WallClock wall)
    {
        var back = 1L;
        while (NextFrom(back) is null)
        {
            back *= 2;
            if (back > Cycle.TotalSeconds || back > (before - DateTimeOffset.MinValue).TotalSeconds - Far.TotalSeconds)
            {
                return null;
            }
        }

        var (near, far) = (back / 2, back);
        while (far - near > 1)
        {
            var middle = near + (far - near) / 2;
            (near, far) = NextFrom(middle) is null ? (middle, far) : (near, middle);
        }

        return NextFrom(far);

        DateTimeOffset? NextFrom(long seconds) => Next(fields, before.AddSeconds(-seconds).AddTicks(-1), wall) is { } due && due < before ? due : null;
    }
}
