using System.Buffers.Text;
using System.Globalization;

namespace FlexCore.Streams.Values;

/// <summary>Numbers as text, by JavaScript's rules in both directions.</summary>
public static class NumberText
{
    /// <summary>The most bytes that <see cref="Format(double, Span{byte})"/> writes.</summary>
    public const int MaxLength = 32;

    private const double LargestExactInteger = 9_007_199_254_740_991;

    /// <summary>Writes the shortest decimal digits that read back as the same double, in JavaScript's layout (ECMA-262, Number::toString).</summary>
    /// <param name="number">Any double.</param>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of ASCII bytes written.</returns>
    public static int Format(double number, Span<byte> target)
    {
        int written;
        if (number == Math.Floor(number) && Math.Abs(number) <= LargestExactInteger)
        {
            Utf8Formatter.TryFormat((long)number, target, out written);
            return written;
        }

        if (double.IsNaN(number))
        {
            "NaN"u8.CopyTo(target);
            return 3;
        }

        if (number < 0)
        {
            target[0] = (byte)'-';
            return 1 + FormatPositive(-number, target[1..]);
        }

        return FormatPositive(number, target);
    }

    /// <summary>The number as JavaScript's <c>String(number)</c> gives it.</summary>
    /// <param name="number">Any double.</param>
    public static string Format(double number)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        var length = Format(number, buffer);
        return System.Text.Encoding.ASCII.GetString(buffer[..length]);
    }

    /// <summary>Reads text as JavaScript's <c>Number(text)</c> does: blanks around it are ignored, empty text is 0, anything malformed is NaN.</summary>
    /// <param name="text">The text.</param>
    public static double Parse(ReadOnlySpan<char> text)
    {
        text = Trim(text);
        if (text.Length > 2 && text[0] == '0' && !char.IsAsciiDigit(text[1]) && RadixOf(text[1]) is var radix and not 0)
        {
            return ParseDigits(text[2..], radix);
        }

        Span<byte> ascii = text.Length <= 128 ? stackalloc byte[text.Length] : new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 0x7f)
            {
                return double.NaN;
            }

            ascii[i] = (byte)text[i];
        }

        return ParseDecimal(ascii);
    }

    /// <summary>Reads UTF-8 text as JavaScript's <c>Number(text)</c> does.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public static double Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length is > 0 and <= 15 && TryParseShortInteger(text, out var integer))
        {
            return integer;
        }

        var isPlain = text.Length > 0 && text[0] is > 0x20 and < 0x7f && text[^1] is > 0x20 and < 0x7f;
        return isPlain && !(text[0] == '0' && text.Length > 1 && RadixOf((char)text[1]) != 0)
            ? ParseDecimal(text)
            : Parse(System.Text.Encoding.UTF8.GetString(text));
    }

    /// <summary>
    /// A JSON number as a value. An integer that a double would change, and a number outside a double's range, keep their digits as an
    /// <see cref="ExactNumber"/>; fractions become the nearest double.
    /// </summary>
    /// <param name="text">A number by JSON's grammar.</param>
    public static Value ParseJson(ReadOnlySpan<byte> text)
    {
        var number = Parse(text);
        if (text.Length <= 15)
        {
            return double.IsFinite(number) ? Value.Number(number) : Exact(text, number);
        }

        var isInteger = text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        if (double.IsFinite(number) && !(isInteger && Math.Abs(number) > LargestExactInteger))
        {
            return Value.Number(number);
        }

        Span<byte> written = stackalloc byte[MaxLength];
        var isSame = double.IsFinite(number) && written[..Format(number, written)].SequenceEqual(text);
        return isSame ? Value.Number(number) : Exact(text, number);
    }

    /// <summary>Whether a character is white space or a line end in JavaScript.</summary>
    /// <param name="c">The character.</param>
    public static bool IsSpace(char c) => c switch
    {
        ' ' or (>= '\t' and <= '\r') or '\u00a0' or '\ufeff' => true,
        < '\u1680' => false,
        _ => c is '\u2028' or '\u2029' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator,
    };

    private static Value Exact(ReadOnlySpan<byte> text, double nearest) =>
        Value.Number(new ExactNumber(System.Text.Encoding.ASCII.GetString(text), nearest));

    internal static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    // The grammar is StrDecimalLiteral: sign, digits with at most one point, exponent; or Infinity.
    private static double ParseDecimal(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var unsigned = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        if (unsigned.SequenceEqual("Infinity"u8))
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        return IsDecimal(unsigned)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
    }

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        var at = 0;
        for (var hasPoint = false; at < text.Length && (char.IsAsciiDigit((char)text[at]) || (text[at] == '.' && !hasPoint)); at++)
        {
            hasPoint |= text[at] == '.';
            digits += text[at] == '.' ? 0 : 1;
        }

        if (digits == 0 || at == text.Length)
        {
            return digits > 0;
        }

        if (text[at] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        at++;
        at += at < text.Length && text[at] is (byte)'+' or (byte)'-' ? 1 : 0;
        return at < text.Length && !text[at..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static bool TryParseShortInteger(ReadOnlySpan<byte> text, out double number)
    {
        long sum = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                number = 0;
                return false;
            }

            sum = (sum * 10) + (digit - '0');
        }

        number = sum;
        return true;
    }

    private static int RadixOf(char letter) => letter switch
    {
        'x' or 'X' => 16,
        'o' or 'O' => 8,
        'b' or 'B' => 2,
        _ => 0,
    };

    internal static double ParseDigits(ReadOnlySpan<char> text, int radix)
    {
        // A power-of-two radix may have more digits than a double holds: round once at the end, to even, as BigInteger's conversion does not.
        System.Numerics.BigInteger sum = 0;
        foreach (var c in text)
        {
            var digit = DigitOf(c);
            if (digit < 0 || digit >= radix || text.Length > 1100)
            {
                return double.NaN;
            }

            sum = (sum * radix) + digit;
        }

        return text.IsEmpty ? double.NaN : double.Parse(sum.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    internal static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => -1,
    };

    private static int FormatPositive(double number, Span<byte> target)
    {
        if (double.IsPositiveInfinity(number))
        {
            "Infinity"u8.CopyTo(target);
            return 8;
        }

        Span<byte> digits = stackalloc byte[MaxLength];
        var (count, point) = ShortestDigits(number, digits);
        return point is > -6 and <= 21
            ? WriteDecimal(digits[..count], point, target)
            : WriteExponent(digits[..count], point - 1, target);
    }

    // The digits d₁d₂…dₙ and the position of the decimal point: 0.d₁d₂…dₙ × 10^point.
    private static (int Count, int Point) ShortestDigits(double number, Span<byte> digits)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        var exponentAt = text[..length].IndexOf((byte)'E');
        var exponent = 0;
        if (exponentAt >= 0)
        {
            exponent = int.Parse(text[(exponentAt + 1)..length], CultureInfo.InvariantCulture);
            length = exponentAt;
        }

        var count = 0;
        var point = -1;
        foreach (var c in text[..length])
        {
            if (c == '.')
            {
                point = count;
                continue;
            }

            digits[count++] = c;
        }

        point = (point < 0 ? count : point) + exponent;
        var zeros = digits[..count].IndexOfAnyExcept((byte)'0');
        digits[zeros..count].CopyTo(digits);
        count = digits[..(count - zeros)].LastIndexOfAnyExcept((byte)'0') + 1;
        return (count, point - zeros);
    }

    private static int WriteDecimal(ReadOnlySpan<byte> digits, int point, Span<byte> target)
    {
        if (point <= 0)
        {
            "0.000000"u8[..(2 - point)].CopyTo(target);
            digits.CopyTo(target[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        if (point >= digits.Length)
        {
            digits.CopyTo(target);
            target[digits.Length..point].Fill((byte)'0');
            return point;
        }

        digits[..point].CopyTo(target);
        target[point] = (byte)'.';
        digits[point..].CopyTo(target[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int WriteExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        target[0] = digits[0];
        var at = 1;
        if (digits.Length > 1)
        {
            target[at++] = (byte)'.';
            digits[1..].CopyTo(target[at..]);
            at += digits.Length - 1;
        }

        target[at++] = (byte)'e';
        target[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Utf8Formatter.TryFormat(Math.Abs(exponent), target[at..], out var written);
        return at + written;
    }
}
