namespace FlexCore.Streams.Time;

/// <summary>The proleptic Gregorian calendar in plain arithmetic, without allocating or asking for a time zone.</summary>
internal static class CivilDate
{
    /// <summary>Milliseconds of a day.</summary>
    public const long MillisecondsPerDay = 86_400_000;

    // 0000-03-01 to 1970-01-01.
    private const int DaysToEpoch = 719_468;

    /// <summary>Whether a date exists, in the years 1 to 9999.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    public static bool Exists(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && (day <= 28 || day <= DateTime.DaysInMonth(year, month));

    /// <summary>Days since 1970-01-01.</summary>
    /// <param name="year">The year of a date that exists.</param>
    /// <param name="month">Its month.</param>
    /// <param name="day">Its day.</param>
    public static int Days(int year, int month, int day)
    {
        // A year that begins in March has the leap day at its end, and its months' lengths are a linear function.
        var marchYear = month <= 2 ? year - 1 : year;
        var marchMonth = month <= 2 ? month + 9 : month - 3;
        var leapDays = (marchYear / 4) - (marchYear / 100) + (marchYear / 400);
        return (marchYear * 365) + leapDays + (((153 * marchMonth) + 2) / 5) + day - 1 - DaysToEpoch;
    }
}
