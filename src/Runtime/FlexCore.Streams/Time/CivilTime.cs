namespace FlexCore.Streams.Time;

/// <summary>A time in UTC on the proleptic Gregorian calendar, for the whole range of JavaScript dates (.NET's ends at the years 1 and 9999).</summary>
/// <param name="Year">Astronomical: 0 is 1 BC.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 59.</param>
/// <param name="Millisecond">0 to 999.</param>
internal readonly record struct CivilTime(int Year, int Month, int Day, int Hour = 0, int Minute = 0, int Second = 0, int Millisecond = 0)
{
    public const long MillisecondsPerDay = 86_400_000;

    /// <summary>The largest distance from 1970 that JavaScript dates have, in milliseconds.</summary>
    public const double MaxMilliseconds = 8.64e15;

    /// <summary>0 is Sunday.</summary>
    public int Weekday => (int)(((DaysFromCivil(Year, Month, Day) % 7) + 11) % 7);

    /// <summary>The time of an instant.</summary>
    /// <param name="milliseconds">Milliseconds since 1970, within <see cref="MaxMilliseconds"/>.</param>
    public static CivilTime From(double milliseconds)
    {
        var total = (long)Math.Floor(milliseconds);
        var days = Math.DivRem(total, MillisecondsPerDay, out var rest);
        if (rest < 0)
        {
            (days, rest) = (days - 1, rest + MillisecondsPerDay);
        }

        // Days to date with years that begin in March, so that the leap day is the last (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        days += 719_468;
        var era = (days >= 0 ? days : days - 146_096) / 146_097;
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        var year = (int)(yearOfEra + (era * 400)) + (month <= 2 ? 1 : 0);
        return new CivilTime(
            year,
            month,
            (int)(dayOfYear - (((153 * shifted) + 2) / 5)) + 1,
            (int)(rest / 3_600_000),
            (int)(rest / 60_000 % 60),
            (int)(rest / 1_000 % 60),
            (int)(rest % 1_000));
    }

    /// <summary>Days from 1970-01-01 to a date.</summary>
    /// <param name="year">Astronomical.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">Any; days outside the month run on.</param>
    public static long DaysFromCivil(long year, int month, long day)
    {
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    /// <summary>The instant, when the time exists; NaN otherwise.</summary>
    /// <param name="offsetMinutes">The time zone's distance east of UTC.</param>
    public double ToMilliseconds(int offsetMinutes = 0)
    {
        var isMidnight = Hour == 24 && Minute == 0 && Second == 0 && Millisecond == 0;
        var exists = Month is >= 1 and <= 12
            && Day >= 1 && Day <= 31
            && (Hour is >= 0 and <= 23 || isMidnight)
            && Minute is >= 0 and <= 59
            && Second is >= 0 and <= 59;
        if (!exists)
        {
            return double.NaN;
        }

        var seconds = (((((DaysFromCivil(Year, Month, Day) * 24) + Hour) * 60) + Minute - offsetMinutes) * 60) + Second;
        var milliseconds = (seconds * 1_000d) + Millisecond;
        return Math.Abs(milliseconds) <= MaxMilliseconds ? milliseconds : double.NaN;
    }
}
