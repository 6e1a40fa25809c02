using System.Globalization;
using System.Text;

namespace FlexCore.Streams.Time;

/// <summary>
/// Writes and reads times by a format of repeated letters: yyyy yy MMMM MMM MM M dddd ddd dd d HH H hh h tt mm m ss s fff zzz; text in
/// single quotes and any other character stand for themselves.
/// </summary>
internal static class TimeFormat
{
    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>The instant in UTC.</summary>
    /// <param name="milliseconds">Milliseconds since 1970, in the range of dates.</param>
    /// <param name="format">The format.</param>
    public static string Write(double milliseconds, string format)
    {
        var time = CivilTime.From(milliseconds);
        var result = new StringBuilder();
        for (var at = 0; at < format.Length;)
        {
            var part = PartAt(format, at);
            at += part.Length;
            result.Append(part[0] == '\'' ? part.Trim('\'') : Write(time, part));
        }

        return result.ToString();
    }

    /// <summary>The layout <c>2026-11-22T09:00:00.000Z</c>, with a signed year of six digits where four do not suffice.</summary>
    /// <param name="milliseconds">Milliseconds since 1970, in the range of dates.</param>
    public static string WriteIso(double milliseconds)
    {
        var time = CivilTime.From(milliseconds);
        var year = time.Year is >= 0 and <= 9999 ? Digits(time.Year, 4) : (time.Year < 0 ? "-" : "+") + Digits(Math.Abs(time.Year), 6);
        return year + Write(milliseconds, "-MM-dd'T'HH:mm:ss.fff'Z'");
    }

    /// <summary>The instant that a text stands for; NaN when the text does not follow the format.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">The format.</param>
    public static double Read(ReadOnlySpan<char> text, string format)
    {
        var reader = new TimeReader(text);
        var parts = new TimeParts();
        for (var at = 0; at < format.Length;)
        {
            var part = PartAt(format, at);
            at += part.Length;
            if (!parts.TryRead(ref reader, part))
            {
                return double.NaN;
            }
        }

        return reader.IsAtEnd ? parts.ToMilliseconds() : double.NaN;
    }

    // A run of one letter, a quoted text or a single other character.
    private static string PartAt(string format, int at)
    {
        var first = format[at];
        if (first == '\'')
        {
            var close = format.IndexOf('\'', at + 1);
            return close < 0 ? format[at..] + "'" : format[at..(close + 1)];
        }

        var end = at + 1;
        while (char.IsAsciiLetter(first) && end < format.Length && format[end] == first)
        {
            end++;
        }

        return format[at..end];
    }

    private static string Write(CivilTime time, string part) => part switch
    {
        "yyyy" => Digits(time.Year, 4),
        "yy" => Digits(Math.Abs(time.Year) % 100, 2),
        "MMMM" => Months[time.Month - 1],
        "MMM" => Months[time.Month - 1][..3],
        "dddd" => Weekdays[time.Weekday],
        "ddd" => Weekdays[time.Weekday][..3],
        "MM" or "M" => Digits(time.Month, part.Length),
        "dd" or "d" => Digits(time.Day, part.Length),
        "HH" or "H" => Digits(time.Hour, part.Length),
        "hh" or "h" => Digits(((time.Hour + 11) % 12) + 1, part.Length),
        "tt" => time.Hour < 12 ? "AM" : "PM",
        "mm" or "m" => Digits(time.Minute, part.Length),
        "ss" or "s" => Digits(time.Second, part.Length),
        "fff" => Digits(time.Millisecond, 3),
        "zzz" => "+00:00",
        _ => part,
    };

    private static string Digits(int number, int length) =>
        number.ToString("D" + length.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
