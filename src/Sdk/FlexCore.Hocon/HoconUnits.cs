using System.Collections.Frozen;
using System.Globalization;
using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon;

/// <summary>Reads a number with a unit: durations, periods and sizes in bytes, as the HOCON specification defines them.</summary>
public static class HoconUnits
{
    private const decimal NanosecondsPerTick = 100;

    private static readonly FrozenDictionary<string, decimal> Durations = Table(
        (1m, "ns nano nanos nanosecond nanoseconds"),
        (1_000m, "us micro micros microsecond microseconds"),
        (1_000_000m, "ms milli millis millisecond milliseconds"),
        (1_000_000_000m, "s second seconds"),
        (60_000_000_000m, "m minute minutes"),
        (3_600_000_000_000m, "h hour hours"),
        (86_400_000_000_000m, "d day days"));

    private static readonly FrozenDictionary<string, decimal> Periods = Table(
        (1m, "d day days"),
        (7m, "w week weeks"),
        (100m, "m mo month months"),
        (1_000m, "y year years"));

    private static readonly FrozenDictionary<string, decimal> Sizes = SizeTable();

    /// <summary>Reads a duration such as <c>10s</c>, <c>1.5 hours</c> or <c>250</c> (milliseconds).</summary>
    /// <param name="text">The number and, in lower case, its unit: ns, us, ms, s, m, h, d or their long names.</param>
    /// <returns>The duration, rounded to the 100 ns that <see cref="TimeSpan"/> can hold.</returns>
    /// <exception cref="HoconException">The text is no duration or does not fit.</exception>
    public static TimeSpan ParseDuration(string text) => Duration(text, default);

    /// <summary>Reads a size such as <c>512K</c>, <c>1.5 GiB</c>, <c>10kB</c> or <c>4096</c> (bytes).</summary>
    /// <param name="text">The number and its unit; one letter means a power of 1024.</param>
    /// <returns>Bytes, from 0; fractions of a byte are cut off.</returns>
    /// <exception cref="HoconException">The text is no size, is negative or does not fit 64 bits.</exception>
    public static long ParseSize(string text) => Size(text, default);

    /// <summary>Reads a period such as <c>3 weeks</c>, <c>6mo</c> or <c>14</c> (days).</summary>
    /// <param name="text">A whole number and, in lower case, its unit: d, w, m or mo, y or their long names.</param>
    /// <returns>The period.</returns>
    /// <exception cref="HoconException">The text is no period or does not fit 32 bits.</exception>
    public static HoconPeriod ParsePeriod(string text) => Period(text, default);

    internal static TimeSpan Duration(string text, HoconOrigin origin)
    {
        var nanoseconds = Amount(text, "ms", Durations, "duration", origin);
        var ticks = Math.Round(nanoseconds / NanosecondsPerTick, MidpointRounding.AwayFromZero);
        return ticks is >= long.MinValue and <= long.MaxValue
            ? new TimeSpan((long)ticks)
            : throw Overflow(text, "duration", "about 29,000 years", origin);
    }

    internal static long Nanoseconds(string text, HoconOrigin origin)
    {
        var nanoseconds = decimal.Truncate(Amount(text, "ms", Durations, "duration", origin));
        return nanoseconds is >= long.MinValue and <= long.MaxValue
            ? (long)nanoseconds
            : throw Overflow(text, "duration in nanoseconds", "about 292 years", origin);
    }

    internal static long Size(string text, HoconOrigin origin)
    {
        var bytes = decimal.Truncate(Amount(text, "B", Sizes, "size", origin));
        if (bytes < 0)
        {
            throw new HoconException(HoconErrorKind.BadValue, origin, $"'{text}' is negative; a size is 0 bytes or more.");
        }

        return bytes <= long.MaxValue ? (long)bytes : throw Overflow(text, "size", "2^63 - 1 bytes", origin);
    }

    internal static HoconPeriod Period(string text, HoconOrigin origin)
    {
        var (number, unit) = Split(text, "d");
        if (!int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
        {
            throw new HoconException(HoconErrorKind.BadValue, origin, $"'{text}' is no period: write a whole number of 32 bits and a unit, for example 3 weeks.");
        }

        return Factor(text, unit, Periods, "period", origin) switch
        {
            1_000m => new HoconPeriod(count, 0, 0),
            100m => new HoconPeriod(0, count, 0),
            var days => DaysOf(text, count, (int)days, origin),
        };
    }

    private static HoconPeriod DaysOf(string text, int count, int days, HoconOrigin origin)
    {
        var total = (long)count * days;
        return total is >= int.MinValue and <= int.MaxValue
            ? new HoconPeriod(0, 0, (int)total)
            : throw Overflow(text, "period", "2^31 - 1 days", origin);
    }

    private static decimal Amount(string text, string defaultUnit, FrozenDictionary<string, decimal> units, string what, HoconOrigin origin)
    {
        var (number, unit) = Split(text, defaultUnit);
        var factor = Factor(text, unit, units, what, origin);
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(number, Style, CultureInfo.InvariantCulture, out _))
        {
            throw new HoconException(HoconErrorKind.BadValue, origin, $"'{text}' is no {what}: '{number}' is not a number.");
        }

        if (!decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out var amount)
            || (amount != 0 && Math.Abs(amount) > decimal.MaxValue / factor))
        {
            throw Overflow(text, what, "what 64 bits hold", origin);
        }

        return amount * factor;
    }

    private static decimal Factor(string text, string unit, FrozenDictionary<string, decimal> units, string what, HoconOrigin origin) =>
        units.TryGetValue(unit, out var factor)
            ? factor
            : throw new HoconException(HoconErrorKind.BadValue, origin, $"'{text}' has the unknown {what} unit '{unit}'; known are {Known(units)}.");

    private static (string Number, string Unit) Split(string text, string defaultUnit)
    {
        var trimmed = Characters.Trim(text);
        var end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1]))
        {
            end--;
        }

        var unit = trimmed[end..];
        return (Characters.Trim(trimmed[..end]), unit.Length == 0 ? defaultUnit : unit);
    }

    private static string Known(FrozenDictionary<string, decimal> units) =>
        string.Join(' ', units.OrderBy(unit => unit.Value).ThenBy(unit => unit.Key.Length).ThenBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => unit.Key));

    private static HoconException Overflow(string text, string what, string limit, HoconOrigin origin) =>
        new(HoconErrorKind.BadValue, origin, $"'{text}' is too large for a {what}; the largest is {limit}.");

    private static FrozenDictionary<string, decimal> Table(params (decimal Factor, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split(' ').Select(name => KeyValuePair.Create(name, row.Factor)))
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, decimal> SizeTable()
    {
        var rows = new List<(decimal, string)> { (1m, "B b byte bytes") };
        string[] decimalNames = ["kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta"];
        string[] binaryNames = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi", "zebi", "yobi"];
        var (ten, two) = (1m, 1m);
        for (var i = 0; i < decimalNames.Length; i++)
        {
            ten *= 1_000;
            two *= 1_024;
            var letter = "KMGTPEZY"[i];
            var symbol = i == 0 ? "kB" : $"{letter}B";
            rows.Add((ten, $"{symbol} {decimalNames[i]}byte {decimalNames[i]}bytes"));
            rows.Add((two, $"{letter} {char.ToLowerInvariant(letter)} {letter}i {letter}iB {binaryNames[i]}byte {binaryNames[i]}bytes"));
        }

        return Table([.. rows]);
    }
}
