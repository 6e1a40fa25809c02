using FlexCore.Streams.Time;

namespace FlexCore.Streams.Parsing;

/// <summary>Reads the time of an access log: <c>10/Oct/2000:13:55:36 -0700</c>, always 26 bytes.</summary>
internal static class AccessLogTime
{
    /// <summary>The number of bytes the time has, without its brackets.</summary>
    public const int Length = 26;

    private const int MillisecondsPerMinute = 60_000;

    /// <summary>Reads a time.</summary>
    /// <param name="text">At least <see cref="Length"/> bytes.</param>
    /// <param name="milliseconds">Milliseconds since the epoch, UTC.</param>
    /// <returns>Whether it is a valid time.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < Length)
        {
            return false;
        }

        text = text[..Length];
        var month = Month(text[3], text[4], text[5]);
        if (month == 0 || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[14] != ':' || text[17] != ':' || text[20] != ' ')
        {
            return false;
        }

        var faults = 0;
        var day = Two(text, 0, ref faults);
        var year = (Two(text, 7, ref faults) * 100) + Two(text, 9, ref faults);
        var hour = Two(text, 12, ref faults);
        var minute = Two(text, 15, ref faults);
        var second = Two(text, 18, ref faults);
        var offsetHour = Two(text, 22, ref faults);
        var offsetMinute = Two(text, 24, ref faults);
        var sign = text[21] == '-' ? -1 : 1;

        // 60 is a leap second, which the time scale of computers folds into the next one.
        if (faults != 0 || text[21] is not ((byte)'-' or (byte)'+') || hour > 23 || minute > 59 || second > 60
            || offsetHour > 23 || offsetMinute > 59 || !CivilDate.Exists(year, month, day))
        {
            return false;
        }

        var minutes = (((CivilDate.Days(year, month, day) * 24L) + hour) * 60) + minute - (sign * ((offsetHour * 60) + offsetMinute));
        milliseconds = (minutes * MillisecondsPerMinute) + (second * 1000);
        return true;
    }

    private static int Two(ReadOnlySpan<byte> text, int position, ref int faults)
    {
        var tens = (uint)(text[position] - '0');
        var ones = (uint)(text[position + 1] - '0');
        faults |= tens > 9 || ones > 9 ? 1 : 0;
        return (int)((tens * 10) + ones);
    }

    private static int Month(byte a, byte b, byte c) => ((a << 16) | (b << 8) | c) switch
    {
        ('J' << 16) | ('a' << 8) | 'n' => 1,
        ('F' << 16) | ('e' << 8) | 'b' => 2,
        ('M' << 16) | ('a' << 8) | 'r' => 3,
        ('A' << 16) | ('p' << 8) | 'r' => 4,
        ('M' << 16) | ('a' << 8) | 'y' => 5,
        ('J' << 16) | ('u' << 8) | 'n' => 6,
        ('J' << 16) | ('u' << 8) | 'l' => 7,
        ('A' << 16) | ('u' << 8) | 'g' => 8,
        ('S' << 16) | ('e' << 8) | 'p' => 9,
        ('O' << 16) | ('c' << 8) | 't' => 10,
        ('N' << 16) | ('o' << 8) | 'v' => 11,
        ('D' << 16) | ('e' << 8) | 'c' => 12,
        _ => 0,
    };
}
