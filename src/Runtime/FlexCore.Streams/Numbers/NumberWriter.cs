using System.Buffers.Text;
using System.Globalization;

namespace FlexCore.Streams.Numbers;

/// <summary>Writes doubles exactly as JavaScript's <c>String(number)</c> does.</summary>
/// <remarks>Rules: ECMA-262, Number::toString. The shortest digits that read back as the same double come from the runtime.</remarks>
internal static class NumberWriter
{
    /// <summary>The most bytes one number takes.</summary>
    public const int MaxLength = 32;

    private const double LargestExactInteger = 9_007_199_254_740_992;

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number; <c>NaN</c> and infinities are written by their names.</param>
    /// <param name="target">Room for at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(double number, Span<byte> target)
    {
        if (Math.Abs(number) <= LargestExactInteger)
        {
            var integer = (long)number;
            if (integer == number)
            {
                Utf8Formatter.TryFormat(integer, target, out var length);
                return length;
            }
        }
        else if (!double.IsFinite(number))
        {
            var name = double.IsNaN(number) ? "NaN"u8 : number > 0 ? "Infinity"u8 : "-Infinity"u8;
            name.CopyTo(target);
            return name.Length;
        }

        return WriteShortest(number, target);
    }

    private static int WriteShortest(double number, Span<byte> target)
    {
        Span<byte> shortest = stackalloc byte[MaxLength];
        Span<byte> scratch = stackalloc byte[MaxLength];
        number.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        var decimalDigits = new DecimalDigits(shortest[..length], scratch);
        var sign = number < 0 ? 1 : 0;
        target[0] = (byte)'-';
        return sign + WriteDigits(decimalDigits.Digits, (int)decimalDigits.Point, target[sign..]);
    }

    private static int WriteDigits(ReadOnlySpan<byte> digits, int point, Span<byte> target)
    {
        switch (point)
        {
            case > 0 and <= 21 when digits.Length <= point:
                digits.CopyTo(target);
                target[digits.Length..point].Fill((byte)'0');
                return point;
            case > 0 and <= 21:
                digits[..point].CopyTo(target);
                target[point] = (byte)'.';
                digits[point..].CopyTo(target[(point + 1)..]);
                return digits.Length + 1;
            case > -6 and <= 0:
                "0."u8.CopyTo(target);
                target.Slice(2, -point).Fill((byte)'0');
                digits.CopyTo(target[(2 - point)..]);
                return 2 - point + digits.Length;
            default:
                return WriteExponent(digits, point - 1, target);
        }
    }

    private static int WriteExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        target[0] = digits[0];
        var length = 1;
        if (digits.Length > 1)
        {
            target[length++] = (byte)'.';
            digits[1..].CopyTo(target[length..]);
            length += digits.Length - 1;
        }

        target[length++] = (byte)'e';
        target[length++] = (byte)(exponent < 0 ? '-' : '+');
        Utf8Formatter.TryFormat(Math.Abs(exponent), target[length..], out var written);
        return length + written;
    }
}
