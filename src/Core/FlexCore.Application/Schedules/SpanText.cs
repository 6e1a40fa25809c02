using System.Globalization;
using System.Text;

namespace FlexCore.Application.Schedules;

/// <summary>Writes and reads spans of time as people do: <c>90s</c>, <c>1h30m</c>, <c>2d</c>. Pure.</summary>
public static class SpanText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("ms", TimeSpan.FromMilliseconds(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Reads a span.</summary>
    /// <param name="text">Whole numbers, each with a unit of d, h, m, s and ms, the larger units first.</param>
    /// <param name="span">The span.</param>
    public static bool TryParse(string text, out TimeSpan span)
    {
        ArgumentNullException.ThrowIfNull(text);
        span = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        var smallest = TimeSpan.MaxValue;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            var unit = digits > 0 ? UnitOf(rest[digits..]) : default;
            if (unit.Length == default
                || unit.Length >= smallest
                || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > TimeSpan.FromDays(100_000) / unit.Length)
            {
                return false;
            }

            span += unit.Length * count;
            smallest = unit.Length;
            rest = rest[(digits + unit.Unit.Length)..];
        }

        return smallest != TimeSpan.MaxValue;
    }

    /// <summary>Writes a span; what is less than a millisecond is left out.</summary>
    /// <param name="span">The span, not negative.</param>
    public static string Of(TimeSpan span)
    {
        var text = new StringBuilder();
        foreach (var (unit, length) in Units.OrderByDescending(unit => unit.Length))
        {
            var count = (long)Math.Floor(span / length);
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
                span -= length * count;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static (string Unit, TimeSpan Length) UnitOf(ReadOnlySpan<char> text)
    {
        foreach (var unit in Units)
        {
            if (text.StartsWith(unit.Unit, StringComparison.Ordinal))
            {
                return unit;
            }
        }

        return default;
    }
}
