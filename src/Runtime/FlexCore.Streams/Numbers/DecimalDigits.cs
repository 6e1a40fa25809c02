namespace FlexCore.Streams.Numbers;

/// <summary>The significant digits of a number's text and the place of its decimal point: 0.d1d2d3… × 10^<see cref="Point"/>.</summary>
/// <remarks>Two texts name the same decimal number, apart from the sign, exactly when digits and points are equal. Zero has no digits.</remarks>
internal readonly ref struct DecimalDigits
{
    private const long LargestExponent = 999_999_999;

    /// <summary>Reads a number that is already known to be well formed.</summary>
    /// <param name="number">The number's text, as in JSON.</param>
    /// <param name="scratch">Room for as many bytes as the text has.</param>
    public DecimalDigits(ReadOnlySpan<byte> number, Span<byte> scratch)
    {
        var length = 0;
        var point = 0L;
        var afterPoint = false;
        for (var i = 0; i < number.Length; i++)
        {
            var c = number[i];
            if (c == '.')
            {
                afterPoint = true;
            }
            else if (c is (byte)'e' or (byte)'E')
            {
                point += ReadExponent(number[(i + 1)..]);
                break;
            }
            else if (c == '0' && length == 0)
            {
                point -= afterPoint ? 1 : 0;
            }
            else if (c != '-')
            {
                scratch[length++] = c;
                point += afterPoint ? 0 : 1;
            }
        }

        while (length > 0 && scratch[length - 1] == '0')
        {
            length--;
        }

        Digits = scratch[..length];
        Point = length == 0 ? 0 : point;
    }

    /// <summary>The digits without leading and trailing zeros, as ASCII.</summary>
    public ReadOnlySpan<byte> Digits { get; }

    /// <summary>How many digits stand before the decimal point; negative when zeros follow it.</summary>
    public long Point { get; }

    /// <summary>Whether both are the same decimal number, apart from the sign.</summary>
    /// <param name="other">The other number.</param>
    public bool SameAs(DecimalDigits other) => Point == other.Point && Digits.SequenceEqual(other.Digits);

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var value = 0L;
        foreach (var c in text)
        {
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                // Beyond this every number type is at zero or infinity; the exact exponent no longer matters.
                value = Math.Min((value * 10) + (c - '0'), LargestExponent);
            }
        }

        return text[0] == '-' ? -value : value;
    }
}
