namespace FlexCore.Domain.Schedules.Cron;

/// <summary>The days of an expression: what its two fields for days say, and how they go together. Pure.</summary>
/// <remarks>
/// As in Vixie cron, a day matches when either field matches it, unless one of them begins with a star: then both must.
/// </remarks>
internal sealed record CronDays
{
    private const int DaysInWeek = 7;

    /// <summary>The days of the month, 1 to 31.</summary>
    public ulong OfMonth { get; init; }

    /// <summary>Days counted from the end of the month: bit 0 is the last day, bit 2 the third last.</summary>
    public ulong FromEnd { get; init; }

    /// <summary>The days whose nearest weekday is meant, 1 to 31.</summary>
    public ulong Nearest { get; init; }

    /// <summary>Whether the last weekday of the month is meant.</summary>
    public bool LastWeekday { get; init; }

    /// <summary>The days of the week, 0 (Sunday) to 6.</summary>
    public ulong OfWeek { get; init; }

    /// <summary>The days of the week whose last one in the month is meant.</summary>
    public ulong LastOfWeek { get; init; }

    /// <summary>The n-th days of the week in a month: bit 8 * n + day, n from 1 to 5.</summary>
    public ulong NthOfWeek { get; init; }

    /// <summary>Whether one of the two fields begins with a star, so that both must match.</summary>
    public bool BothMustMatch { get; init; }

    /// <summary>The days of a month that match: bit n stands for day n.</summary>
    public uint In(int year, int month)
    {
        var begin = new DateOnly(year, month, 1);
        var length = begin.AddMonths(1).AddDays(-1).Day;
        var all = (uint)((1UL << (length + 1)) - 2);
        var first = (int)begin.DayOfWeek;
        var byMonth = ByMonth(length, first);
        var byWeek = ByWeek(length, first);
        return (BothMustMatch ? byMonth & byWeek : byMonth | byWeek) & all;
    }

    private uint ByMonth(int length, int first)
    {
        var days = (uint)OfMonth;
        for (var day = 1; day <= length; day++)
        {
            if ((FromEnd >> (length - day) & 1) != 0)
            {
                days |= 1u << day;
            }

            if ((Nearest >> day & 1) != 0)
            {
                days |= 1u << NearestWeekday(day, length, first);
            }
        }

        return LastWeekday ? days | 1u << NearestWeekday(length, length, first) : days;
    }

    private uint ByWeek(int length, int first)
    {
        var days = 0u;
        for (var day = 1; day <= length; day++)
        {
            var weekday = WeekdayOf(day, first);
            var nth = (day - 1) / DaysInWeek + 1;
            var matches = (OfWeek >> weekday & 1) != 0
                || (NthOfWeek >> (8 * nth + weekday) & 1) != 0
                || ((LastOfWeek >> weekday & 1) != 0 && day + DaysInWeek > length);
            days |= matches ? 1u << day : 0;
        }

        return days;
    }

    // The weekday closest to a day, without leaving the month: a Saturday moves to Friday, a Sunday to Monday, at the edges the other way.
    private static int NearestWeekday(int day, int length, int first) => WeekdayOf(day, first) switch
    {
        (int)DayOfWeek.Saturday => day > 1 ? day - 1 : day + 2,
        (int)DayOfWeek.Sunday => day < length ? day + 1 : day - 2,
        _ => day,
    };

    private static int WeekdayOf(int day, int first) => (first + day - 1) % DaysInWeek;
}
