namespace FlexCore.Domain.Schedules.Cron;

/// <summary>Finds times that match an expression on a clock on the wall, written as if they were UTC. Pure; looks at months and bits, never at one minute after the other.</summary>
internal static class CronCalendar
{
    /// <summary>The last year in which anything is looked for.</summary>
    public const int YearMax = 9989;

    // The Gregorian calendar repeats itself after this many months, weekdays included.
    private const int CycleMonths = 400 * 12;

    /// <summary>The first matching time that is not before another.</summary>
    /// <param name="fields">The expression.</param>
    /// <param name="from">The earliest answer, in whole seconds.</param>
    /// <returns>The time; null when there is none up to <see cref="YearMax"/>.</returns>
    public static DateTimeOffset? AtOrAfter(CronFields fields, DateTimeOffset from)
    {
        // The time of day is found first: whether today still counts depends on it.
        var time = TimeAtOrAfter(fields, from.TimeOfDay);
        var today = from - from.TimeOfDay;
        return DayAtOrAfter(fields, time is null ? today.AddDays(1) : today) is not { } day ? null
            : day == today && time is { } later ? day + later
            : day + FirstTime(fields);
    }

    /// <summary>Whether the calendar has any day of an expression.</summary>
    public static bool HasDay(CronFields fields)
    {
        for (var i = 0; i < CycleMonths; i++)
        {
            var (year, month) = (2000 + i / 12, i % 12 + 1);
            if ((fields.Months >> month & 1) != 0 && fields.Days.In(year, month) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset? DayAtOrAfter(CronFields fields, DateTimeOffset from)
    {
        var (year, month, day) = (from.Year, from.Month, from.Day);
        while (year <= YearMax)
        {
            if ((fields.Months >> month & 1) != 0 && Lowest(fields.Days.In(year, month), day) is { } found)
            {
                return new DateTimeOffset(year, month, found, 0, 0, 0, TimeSpan.Zero);
            }

            (year, month, day) = month == 12 ? (year + 1, 1, 1) : (year, month + 1, 1);
        }

        return null;
    }

    private static TimeSpan? TimeAtOrAfter(CronFields fields, TimeSpan from)
    {
        var (hour, minute, second) = (from.Hours, from.Minutes, from.Seconds);
        if ((fields.Hours >> hour & 1) != 0)
        {
            if ((fields.Minutes >> minute & 1) != 0 && Lowest(fields.Seconds, second) is { } sameMinute)
            {
                return new TimeSpan(hour, minute, sameMinute);
            }

            if (Lowest(fields.Minutes, minute + 1) is { } sameHour)
            {
                return new TimeSpan(hour, sameHour, First(fields.Seconds));
            }
        }

        return Lowest(fields.Hours, hour + 1) is { } later ? new TimeSpan(later, First(fields.Minutes), First(fields.Seconds)) : null;
    }

    private static TimeSpan FirstTime(CronFields fields) => new(First(fields.Hours), First(fields.Minutes), First(fields.Seconds));

    private static int First(ulong bits) => (int)ulong.TrailingZeroCount(bits);

    private static int? Lowest(ulong bits, int from)
    {
        var rest = bits >> from << from;
        return rest == 0 ? null : (int)ulong.TrailingZeroCount(rest);
    }
}
