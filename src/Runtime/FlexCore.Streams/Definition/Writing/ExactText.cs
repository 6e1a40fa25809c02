using System.Globalization;

namespace FlexCore.Streams.Definition.Writing;

/// <summary>Durations and numbers as pipeline files write them, without loss. Pure.</summary>
internal static class ExactText
{
    private static readonly (string Unit, long Milliseconds)[] Units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    /// <summary>A duration in its largest whole unit.</summary>
    /// <param name="duration">The duration.</param>
    /// <param name="key">Names it in errors.</param>
    /// <exception cref="ArgumentException">It is negative, too long, or has a part of a millisecond.</exception>
    public static string Of(TimeSpan duration, string key)
    {
        var milliseconds = duration.Ticks / TimeSpan.TicksPerMillisecond;
        if (duration < TimeSpan.Zero || duration > DurationText.Longest || duration.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{key}' is {duration}. A pipeline takes whole milliseconds from 0 to {DurationText.Longest.TotalDays} days."));
        }

        var (unit, size) = Units.First(unit => milliseconds % unit.Milliseconds == 0 && (milliseconds > 0 || unit.Milliseconds == 1));
        return (milliseconds / size).ToString(CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>A positive number as digits that read back as the same number; files know no exponents.</summary>
    /// <param name="number">The number.</param>
    /// <param name="key">Names it in errors.</param>
    /// <exception cref="ArgumentException">It is not above zero, or not finite.</exception>
    public static string Of(double number, string key)
    {
        if (!double.IsFinite(number) || number <= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{key}' is {number}. A pipeline takes a number above 0."));
        }

        var text = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (!shortest.Contains('E', StringComparison.Ordinal))
        {
            return shortest;
        }

        // d.dddE±x: the digits with the point moved by x places.
        var digits = text[0] + text[2..18];
        var exponent = int.Parse(text.AsSpan(19), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits.TrimEnd('0')
            : digits.PadRight(exponent + 1, '0')[..(exponent + 1)] + (digits.Length > exponent + 1 ? "." + digits[(exponent + 1)..] : string.Empty);
    }
}
