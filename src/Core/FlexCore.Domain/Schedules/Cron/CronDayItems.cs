namespace FlexCore.Domain.Schedules.Cron;

/// <summary>Reads the marks that only fields for days have: <c>L</c>, <c>W</c> and <c>#</c>. Pure.</summary>
internal static class CronDayItems
{
    private const int NthMax = 5;

    /// <summary>Reads one item of the day of the month.</summary>
    public static (CronDays Days, string? Wrong) OfMonth(CronDays days, string item)
    {
        if (Is(item, "L"))
        {
            return (days with { FromEnd = days.FromEnd | 1 }, null);
        }

        if (Is(item, "LW") || Is(item, "WL"))
        {
            return (days with { LastWeekday = true }, null);
        }

        if (item.StartsWith("L-", StringComparison.OrdinalIgnoreCase))
        {
            return CronNumbers.TryRead(item.AsSpan(2), out var before) && before is >= 1 and <= 30
                ? (days with { FromEnd = days.FromEnd | 1UL << before }, null)
                : (days, $"has '{Excerpt.Of(item)}'. Write L-1 to L-30 for a day before the last");
        }

        if (item.Length > 1 && item[^1] is 'W' or 'w')
        {
            return CronNumbers.TryRead(item.AsSpan(0, item.Length - 1), out var day) && day is >= 1 and <= 31
                ? (days with { Nearest = days.Nearest | 1UL << day }, null)
                : (days, $"has '{Excerpt.Of(item)}'. Write 1W to 31W for the weekday nearest to a day, or LW for the last one");
        }

        var (bits, wrong) = CronItems.Read(CronField.DayOfMonth, item);
        return (days with { OfMonth = days.OfMonth | bits }, wrong);
    }

    /// <summary>Reads one item of the day of the week.</summary>
    public static (CronDays Days, string? Wrong) OfWeek(CronDays days, string item)
    {
        var hash = item.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0)
        {
            return CronField.DayOfWeek.Value(item.AsSpan(0, hash)) is { } day && CronNumbers.TryRead(item.AsSpan(hash + 1), out var nth) && nth is >= 1 and <= NthMax
                ? (days with { NthOfWeek = days.NthOfWeek | 1UL << (8 * nth + day % 7) }, null)
                : (days, $"has '{Excerpt.Of(item)}'. Write a day, # and 1 to {NthMax}: FRI#2 is the second Friday of the month");
        }

        if (item.Length > 0 && item[^1] is 'L' or 'l')
        {
            return CronField.DayOfWeek.Value(item.AsSpan(0, item.Length - 1)) is { } last
                ? (days with { LastOfWeek = days.LastOfWeek | 1UL << last % 7 }, null)
                : (days, $"has '{Excerpt.Of(item)}'. Write a day and L: FRIL is the last Friday of the month");
        }

        var (bits, wrong) = CronItems.Read(CronField.DayOfWeek, item);
        return (days with { OfWeek = days.OfWeek | bits }, wrong);
    }

    private static bool Is(string item, string mark) => string.Equals(item, mark, StringComparison.OrdinalIgnoreCase);
}
