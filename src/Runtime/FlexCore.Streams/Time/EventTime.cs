using FlexCore.Streams.Values;

namespace FlexCore.Streams.Time;

/// <summary>Reads a record's event time.</summary>
internal static class EventTime
{
    // The years 1 to 9999, with a day's distance from both ends: room for a window's bounds as text.
    private const long Earliest = -62_135_596_800_000 + (400 * CivilDate.MillisecondsPerDay);
    private const long Latest = 253_402_300_799_999 - (400 * CivilDate.MillisecondsPerDay);

    /// <summary>The longest window, in milliseconds: its bounds must be expressible as text.</summary>
    public const long LongestWindow = 366 * CivilDate.MillisecondsPerDay;

    /// <summary>The start of the window that holds a time; windows are aligned to the epoch.</summary>
    /// <param name="time">The time.</param>
    /// <param name="size">The windows' length.</param>
    public static long WindowStart(long time, long size) => time - (((time % size) + size) % size);

    /// <summary>Reads milliseconds since the epoch or ISO 8601 text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="milliseconds">Milliseconds since the epoch, rounded down.</param>
    /// <returns>Whether the value is an instant of the years 3 to 9998.</returns>
    public static bool TryRead(in Value value, out long milliseconds)
    {
        if (value.TryGetNumber(out var number))
        {
            // NaN fails both comparisons.
            if (number >= Earliest && number <= Latest)
            {
                milliseconds = (long)Math.Floor(number);
                return true;
            }
        }
        else if (value.IsString)
        {
            var text = value.IsUtf8 ? value.Utf8Span() : System.Text.Encoding.UTF8.GetBytes(value.AsString());
            return IsoTime.TryRead(text, out milliseconds) && milliseconds is >= Earliest and <= Latest;
        }

        milliseconds = 0;
        return false;
    }
}
