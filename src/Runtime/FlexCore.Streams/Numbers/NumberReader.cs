using System.Globalization;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Numbers;

/// <summary>Reads numbers in JSON's grammar from UTF-8 text.</summary>
/// <remarks>
/// A number whose digits a double cannot give back (a 64-bit id, <c>1e400</c>) becomes an <see cref="ExactNumber"/>. The common case, at
/// most 2^53 as digits with at most 22 decimals, is one exact division of two exact doubles (Clinger, "How to read floating point
/// numbers accurately", 1990) and allocates nothing.
/// </remarks>
internal static class NumberReader
{
    /// <summary>The longest number that is kept, in characters.</summary>
    public const int MaxLength = 1_000;

    private const ulong LargestExactInteger = 1UL << 53;
    private const int MostSafeDigits = 15;

    // Up to 18 digits fit a 64-bit integer whatever they are.
    private const int MostFastDigits = 18;

    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ];

    /// <summary>Reads a number at the beginning of a text.</summary>
    /// <param name="text">The text; may go on after the number.</param>
    /// <param name="value">The number.</param>
    /// <returns>How many bytes the number has; 0 when there is none; negative when the text breaks off or is malformed at byte -(n + 1).</returns>
    public static int Read(ReadOnlySpan<byte> text, out Value value)
    {
        var i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var negative = i == 1;
        var first = i;
        var mantissa = 0UL;
        while ((uint)i < (uint)text.Length && (uint)(text[i] - '0') <= 9)
        {
            mantissa = (mantissa * 10) + (uint)(text[i] - '0');
            i++;
        }

        var digits = i - first;
        if (digits == 0 || (digits > 1 && text[first] == '0'))
        {
            value = default;
            return i == 0 ? 0 : -(digits == 0 ? i : first + 1) - 1;
        }

        var decimals = 0;
        if ((uint)i < (uint)text.Length && text[i] == '.')
        {
            var point = ++i;
            while ((uint)i < (uint)text.Length && (uint)(text[i] - '0') <= 9)
            {
                mantissa = (mantissa * 10) + (uint)(text[i] - '0');
                i++;
            }

            decimals = i - point;
            if (decimals == 0)
            {
                value = default;
                return -i - 1;
            }
        }

        var hasExponent = (uint)i < (uint)text.Length && (text[i] | 0x20) == 'e';
        if (hasExponent || digits + decimals > MostFastDigits || mantissa > LargestExactInteger)
        {
            return ReadSlowly(text, i, out value);
        }

        var magnitude = decimals == 0 ? mantissa : mantissa / PowersOfTen[decimals];
        value = Value.Number(negative ? -magnitude : magnitude);
        return i;
    }

    /// <summary>Reads a text that is one number and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether the whole text is a number.</returns>
    public static bool TryReadWhole(ReadOnlySpan<byte> text, out Value value)
    {
        var length = Read(text, out value);
        return length > 0 && length == text.Length && length <= MaxLength;
    }

    private static int ReadSlowly(ReadOnlySpan<byte> text, int end, out Value value)
    {
        value = default;
        var i = end;
        if (i < text.Length && (text[i] | 0x20) == 'e')
        {
            i++;
            i += i < text.Length && text[i] is (byte)'+' or (byte)'-' ? 1 : 0;
            var firstDigit = i;
            while (i < text.Length && (uint)(text[i] - '0') <= 9)
            {
                i++;
            }

            if (i == firstDigit)
            {
                return -i - 1;
            }
        }

        if (i <= MaxLength)
        {
            value = Convert(text[..i]);
        }

        return i;
    }

    private static Value Convert(ReadOnlySpan<byte> number)
    {
        var nearest = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        Span<byte> scratch = stackalloc byte[MaxLength];
        var wanted = new DecimalDigits(number, scratch);
        if (wanted.Digits.Length <= MostSafeDigits && (nearest != 0 || wanted.Digits.Length == 0) && double.IsNormal(nearest))
        {
            return Value.Number(nearest);
        }

        Span<byte> shortest = stackalloc byte[32];
        Span<byte> shortestScratch = stackalloc byte[32];
        if (double.IsFinite(nearest)
            && nearest.TryFormat(shortest, out var written, "R", CultureInfo.InvariantCulture)
            && wanted.SameAs(new DecimalDigits(shortest[..written], shortestScratch)))
        {
            return Value.Number(nearest);
        }

        return Value.Number(new ExactNumber(System.Text.Encoding.ASCII.GetString(number), nearest));
    }
}
