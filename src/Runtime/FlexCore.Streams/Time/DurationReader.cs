using System.Buffers;
using System.Globalization;

namespace FlexCore.Streams.Time;

/// <summary>Reads durations such as <c>500ms</c>, <c>10s</c>, <c>1m</c>, <c>2h</c>, <c>1d</c>, <c>1w</c>.</summary>
internal static class DurationReader
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>The duration in milliseconds; NaN for anything else.</summary>
    /// <param name="text">The text.</param>
    public static double Parse(ReadOnlySpan<char> text)
    {
        var unit = text.IndexOfAnyExcept(Digits);
        if (unit <= 0 || !double.TryParse(text[..unit], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return double.NaN;
        }

        return count * text[unit..] switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "w" => 604_800_000,
            _ => double.NaN,
        };
    }
}
