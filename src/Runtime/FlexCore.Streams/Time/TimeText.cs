namespace FlexCore.Streams.Time;

/// <summary>Reads times as <c>Date.parse</c> does: ISO 8601 and the mail format of RFC 2822. A time without zone is UTC.</summary>
internal static class TimeText
{
    private const int LongestText = 64;

    /// <summary>The instant in milliseconds since 1970; NaN for anything else.</summary>
    /// <param name="text">The text.</param>
    public static double Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestText)
        {
            return double.NaN;
        }

        var iso = ParseIso(text);
        return double.IsNaN(iso) ? ParseMail(text) : iso;
    }

    private static double ParseIso(ReadOnlySpan<char> text)
    {
        var reader = new TimeReader(text);
        if (!reader.TryYear(out var year))
        {
            return double.NaN;
        }

        int month = 1, day = 1;
        if (reader.TrySkip('-') && (!reader.TryDigits(2, out month) || (reader.TrySkip('-') && !reader.TryDigits(2, out day))))
        {
            return double.NaN;
        }

        if (reader.IsAtEnd)
        {
            return new CivilTime(year, month, day).ToMilliseconds();
        }

        if (!(reader.TrySkip('T') || reader.TrySkip('t') || reader.TrySkip(' ')) || !reader.TryClock(out var clock))
        {
            return double.NaN;
        }

        reader.TryZone(out var offset);
        var time = new CivilTime(year, month, day, clock.Hour, clock.Minute, clock.Second, clock.Millisecond);
        return reader.IsAtEnd ? time.ToMilliseconds(offset) : double.NaN;
    }

    // Sun, 22 Nov 2026 09:00:00 GMT
    private static double ParseMail(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        var reader = new TimeReader(comma < 0 ? text : text[(comma + 1)..].TrimStart());
        if (!reader.TryNumber(out var day) || !reader.TrySkip(' ') || !reader.TryMonth(out var month) || !reader.TrySkip(' ') || !reader.TryDigits(4, out var year))
        {
            return double.NaN;
        }

        var clock = new CivilTime(0, 1, 1);
        var offset = 0;
        if (reader.TrySkip(' '))
        {
            if (!reader.TryClock(out clock))
            {
                return double.NaN;
            }

            reader.TrySkip(' ');
            reader.TryZone(out offset);
        }

        var time = new CivilTime(year, month, day, clock.Hour, clock.Minute, clock.Second, clock.Millisecond);
        return reader.IsAtEnd ? time.ToMilliseconds(offset) : double.NaN;
    }
}
