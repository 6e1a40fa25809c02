using System.Globalization;

namespace FlexCore.Streams.Definition;

/// <summary>Durations as pipeline files write them: a number and <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
internal static class DurationText
{
    /// <summary>The longest duration, 10 years: sums of times stay far from overflow.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration, a whole number of milliseconds.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.AsSpan().TrimEnd("msdh").TrimEnd(' ');
        var unit = text.AsSpan(digits.Length).Trim(' ');
        long factor = unit switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => 0,
        };
        if (factor == 0
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > (decimal)Longest.TotalMilliseconds / factor)
        {
            return false;
        }

        var milliseconds = number * factor;
        duration = TimeSpan.FromMilliseconds((double)milliseconds);
        return milliseconds == decimal.Truncate(milliseconds);
    }
}
