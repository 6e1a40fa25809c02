using System.Globalization;

namespace FlexCore.Cli.Terminal;

/// <summary>Renders a reading as one line.</summary>
internal static class ProgressText
{
    /// <summary><c>access-log  42 %  1,234,567 records  812,345/s  3 errors  ETA 2.1 s</c>; parts that are unknown or zero are left out.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="reading">The counters.</param>
    public static string Line(string pipeline, ProgressReading reading)
    {
        var parts = new List<string> { pipeline };
        if (reading.Share is { } share)
        {
            parts.Add(((int)(share * 100)).ToString(CultureInfo.InvariantCulture) + " %");
        }

        var progress = reading.Progress;
        parts.Add(Amounts.Count(progress.RecordsIn) + " records");
        parts.Add(Amounts.Rate(reading.RecordsOfThisAttempt, reading.Elapsed));
        AddWhenPresent(parts, progress.Errors, "errors");
        AddWhenPresent(parts, progress.DeadLetters, "dead letters");
        AddWhenPresent(parts, progress.LateRecords, "late");
        if (reading.Lag is { } lag)
        {
            parts.Add("lag " + Amounts.Duration(lag));
        }

        if (reading.Remaining is { } remaining)
        {
            parts.Add("ETA " + Amounts.Duration(remaining));
        }

        return string.Join("  ", parts);
    }

    private static void AddWhenPresent(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add(Amounts.Count(count) + " " + what);
        }
    }
}
