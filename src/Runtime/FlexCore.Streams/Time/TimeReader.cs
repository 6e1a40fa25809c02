namespace FlexCore.Streams.Time;

/// <summary>Reads parts of a written time from left to right.</summary>
internal ref struct TimeReader(ReadOnlySpan<char> text)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public readonly bool IsAtEnd => _at == _text.Length;

    private readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    public bool TrySkip(char expected)
    {
        if (Current != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>A fixed count of digits.</summary>
    public bool TryDigits(int count, out int number)
    {
        number = 0;
        for (var i = 0; i < count; i++)
        {
            if (_at + i >= _text.Length || !char.IsAsciiDigit(_text[_at + i]))
            {
                return false;
            }

            number = (number * 10) + (_text[_at + i] - '0');
        }

        _at += count;
        return true;
    }

    /// <summary>One or two digits.</summary>
    public bool TryNumber(out int number) => TryDigits(2, out number) || TryDigits(1, out number);

    /// <summary>Four digits, or a sign and six.</summary>
    public bool TryYear(out int year)
    {
        var sign = Current;
        if (sign is not ('+' or '-'))
        {
            return TryDigits(4, out year);
        }

        _at++;
        var isYear = TryDigits(6, out year) && !(sign == '-' && year == 0);
        year = sign == '-' ? -year : year;
        return isYear;
    }

    /// <summary>The first three letters of an English month's name; more letters are skipped.</summary>
    public bool TryMonth(out int month)
    {
        month = 0;
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        for (var i = 0; i < Months.Length; i++)
        {
            if (_text[_at..end].StartsWith(Months[i], StringComparison.OrdinalIgnoreCase))
            {
                month = i + 1;
                _at = end;
                return true;
            }
        }

        return false;
    }

    /// <summary>Skips letters, such as a weekday.</summary>
    public bool TryWord()
    {
        var start = _at;
        while (char.IsAsciiLetter(Current))
        {
            _at++;
        }

        return _at > start;
    }

    /// <summary>HH:mm, HH:mm:ss or HH:mm:ss.fff with any number of decimals.</summary>
    public bool TryClock(out CivilTime clock)
    {
        clock = default;
        if (!TryDigits(2, out var hour) || !TrySkip(':') || !TryDigits(2, out var minute))
        {
            return false;
        }

        int second = 0, millisecond = 0;
        if (TrySkip(':') && (!TryDigits(2, out second) || (TrySkip('.') && !TryFraction(out millisecond))))
        {
            return false;
        }

        clock = new CivilTime(0, 1, 1, hour, minute, second, millisecond);
        return true;
    }

    /// <summary>Decimals of a second; those after the third are dropped.</summary>
    public bool TryFraction(out int millisecond)
    {
        millisecond = 0;
        var digits = 0;
        for (; char.IsAsciiDigit(Current); _at++, digits++)
        {
            millisecond = digits < 3 ? (millisecond * 10) + (Current - '0') : millisecond;
        }

        for (var i = digits; i < 3; i++)
        {
            millisecond *= 10;
        }

        return digits > 0;
    }

    /// <summary>Z, GMT, UTC, ±HH:mm or ±HHmm.</summary>
    public bool TryZone(out int offsetMinutes)
    {
        offsetMinutes = 0;
        var rest = _text[_at..];
        if (rest.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("UTC", StringComparison.OrdinalIgnoreCase))
        {
            _at += 3;
            return true;
        }

        if (TrySkip('Z') || TrySkip('z'))
        {
            return true;
        }

        var sign = Current;
        if (sign is not ('+' or '-'))
        {
            return false;
        }

        var start = _at++;
        var hasHours = TryDigits(2, out var hours);
        TrySkip(':');
        if (!hasHours || !TryDigits(2, out var minutes) || hours > 23 || minutes > 59)
        {
            _at = start;
            return false;
        }

        offsetMinutes = (sign == '-' ? -1 : 1) * ((hours * 60) + minutes);
        return true;
    }
}
