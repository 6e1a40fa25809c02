namespace FlexCore.Domain.Schedules.Cron;

/// <summary>One field of an expression: what it is called and which values it takes.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value; 7 for the day of the week, where it is Sunday as 0 is.</param>
/// <param name="Names">Names of values, the first for <paramref name="Min"/>; empty when there are none.</param>
internal sealed record CronField(string Name, int Min, int Max, ValueList<string> Names)
{
    public static CronField Second { get; } = new("second", 0, 59, []);

    public static CronField Minute { get; } = new("minute", 0, 59, []);

    public static CronField Hour { get; } = new("hour", 0, 23, []);

    public static CronField DayOfMonth { get; } = new("day of the month", 1, 31, []);

    public static CronField Month { get; } = new("month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);

    public static CronField DayOfWeek { get; } = new("day of the week", 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]);

    /// <summary>Whether the field is about days, which have marks of their own.</summary>
    public bool IsDay => Min == DayOfMonth.Min && Max == DayOfMonth.Max || Max == DayOfWeek.Max;

    /// <summary>Reads a value or a name; null when it is neither.</summary>
    public int? Value(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (text.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
            {
                return Min + i;
            }
        }

        return CronNumbers.TryRead(text, out var value) && value >= Min && value <= Max ? value : null;
    }

    /// <summary>What the field takes, as the end of a sentence.</summary>
    public string Takes => Names.Count == 0 ? $"{Min} to {Max}" : $"{Min} to {Max} or {Names[0]} to {Names[^1]}";
}
