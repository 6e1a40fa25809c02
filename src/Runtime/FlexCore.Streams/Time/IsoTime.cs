using System.Globalization;
using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Time;

/// <summary>Instants as ISO 8601 text.</summary>
/// <remarks>
/// Read: <c>2026-11-22</c>, <c>2026-11-22T09:30</c>, <c>2026-11-22T09:30:15.123456Z</c>, with <c>T</c>, <c>t</c> or a space, a zone of <c>Z</c>, <c>+05:30</c>, <c>+0530</c> or <c>+05</c>. Without a zone
/// the time is UTC. Digits beyond milliseconds are cut off. Written: as <c>Date.prototype.toISOString</c>.
/// </remarks>
internal static class IsoTime
{
    private const int DateLength = 10;

    /// <summary>Reads an instant.</summary>
    /// <param name="text">The text, which must hold nothing else.</param>
    /// <param name="milliseconds">Milliseconds since the epoch, UTC.</param>
    /// <returns>Whether the text is an instant.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-'
            || !TryDigits(text, 0, 4, out var year) || !TryDigits(text, 5, 2, out var month) || !TryDigits(text, 8, 2, out var day)
            || !CivilDate.Exists(year, month, day))
        {
            return false;
        }

        milliseconds = CivilDate.Days(year, month, day) * CivilDate.MillisecondsPerDay;
        if (text.Length == DateLength)
        {
            return true;
        }

        return text[DateLength] is (byte)'T' or (byte)'t' or (byte)' '
            && TryTime(text[(DateLength + 1)..], out var time, out var length)
            && TryZone(text[(DateLength + 1 + length)..], out var offset)
            && Add(ref milliseconds, time - offset);
    }

    /// <summary>Writes an instant of the years 1 to 9999.</summary>
    /// <param name="milliseconds">Milliseconds since the epoch.</param>
    public static Value Write(long milliseconds)
    {
        var text = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var bytes = Encoding.ASCII.GetBytes(text);
        return Value.Utf8(bytes, 0, bytes.Length);
    }

    private static bool Add(ref long milliseconds, long more)
    {
        milliseconds += more;
        return true;
    }

    // hh:mm[:ss[.fff…]]
    private static bool TryTime(ReadOnlySpan<byte> text, out long milliseconds, out int length)
    {
        milliseconds = 0;
        length = 5;
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text, 0, 2, out var hour) || !TryDigits(text, 3, 2, out var minute))
        {
            return false;
        }

        var second = 0;
        if (text.Length > 5 && text[5] == ':')
        {
            length = 8;
            if (!TryDigits(text, 6, 2, out second))
            {
                return false;
            }
        }

        var fraction = 0;
        if (length == 8 && text.Length > 8 && text[8] is (byte)'.' or (byte)',' && !TryFraction(text, ref length, out fraction))
        {
            return false;
        }

        // 24:00 is the end of a day; 60 is a leap second, which the time scale of computers folds into the next one.
        var isMidnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
        milliseconds = (((((hour * 60L) + minute) * 60) + second) * 1000) + fraction;
        return (hour <= 23 || isMidnight) && minute <= 59 && second <= 60;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, ref int length, out int milliseconds)
    {
        milliseconds = 0;
        var first = ++length;
        var scale = 100;
        while (length < text.Length && (uint)(text[length] - '0') <= 9)
        {
            milliseconds += (text[length] - '0') * scale;
            scale /= 10;
            length++;
        }

        return length > first;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.IsEmpty || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
        {
            return true;
        }

        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length < 3 || !TryDigits(text, 1, 2, out var hours))
        {
            return false;
        }

        var rest = text[3..];
        rest = rest.StartsWith(":"u8) && rest.Length == 3 ? rest[1..] : rest;
        var minutes = 0;
        if (!rest.IsEmpty && (rest.Length != 2 || !TryDigits(rest, 0, 2, out minutes)))
        {
            return false;
        }

        milliseconds = ((hours * 60L) + minutes) * (text[0] == '-' ? -60_000 : 60_000);
        return hours <= 23 && minutes <= 59;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, int start, int count, out int number)
    {
        number = 0;
        if (text.Length < start + count)
        {
            return false;
        }

        foreach (var digit in text.Slice(start, count))
        {
            if ((uint)(digit - '0') > 9)
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
