namespace FlexCore.Streams.Time;

/// <summary>The parts of a time as they are read by a format.</summary>
internal sealed class TimeParts
{
    private int _year = 1970;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _millisecond;
    private int _offset;
    private bool? _isAfternoon;

    public bool TryRead(ref TimeReader reader, string part)
    {
        switch (part)
        {
            case "yyyy":
                return reader.TryDigits(4, out _year);
            case "yy":
                var isYear = reader.TryDigits(2, out _year);
                _year += _year < 70 ? 2000 : 1900;
                return isYear;
            case "MMMM" or "MMM":
                return reader.TryMonth(out _month);
            case "dddd" or "ddd":
                return reader.TryWord();
            case "tt":
                _isAfternoon = reader.TrySkip('P') || reader.TrySkip('p');
                return (_isAfternoon.Value || reader.TrySkip('A') || reader.TrySkip('a')) && (reader.TrySkip('M') || reader.TrySkip('m'));
            case "fff":
                return reader.TryFraction(out _millisecond);
            case "zzz":
                return reader.TryZone(out _offset);
            case "MM" or "M":
                return TryNumber(ref reader, part, out _month);
            case "dd" or "d":
                return TryNumber(ref reader, part, out _day);
            case "HH" or "H" or "hh" or "h":
                return TryNumber(ref reader, part, out _hour);
            case "mm" or "m":
                return TryNumber(ref reader, part, out _minute);
            case "ss" or "s":
                return TryNumber(ref reader, part, out _second);
            default:
                return TryLiteral(ref reader, part);
        }
    }

    public double ToMilliseconds()
    {
        var hour = _isAfternoon is { } afternoon ? (_hour % 12) + (afternoon ? 12 : 0) : _hour;
        return new CivilTime(_year, _month, _day, hour, _minute, _second, _millisecond).ToMilliseconds(_offset);
    }

    private static bool TryNumber(ref TimeReader reader, string part, out int number) =>
        part.Length == 2 ? reader.TryDigits(2, out number) : reader.TryNumber(out number);

    private static bool TryLiteral(ref TimeReader reader, string part)
    {
        foreach (var c in part[0] == '\'' ? part.Trim('\'') : part)
        {
            if (!reader.TrySkip(c))
            {
                return false;
            }
        }

        return true;
    }
}
