using System.Globalization;
using System.Text;

namespace FlexCore.Streams.Numbers;

/// <summary>Numbers as text, by JavaScript's rules in both directions.</summary>
internal static class NumberText
{
    /// <summary>The number as JavaScript's <c>String(number)</c> gives it.</summary>
    /// <param name="number">Any double.</param>
    public static string Format(double number)
    {
        Span<byte> buffer = stackalloc byte[NumberWriter.MaxLength];
        var length = NumberWriter.Write(number, buffer);
        return Encoding.ASCII.GetString(buffer[..length]);
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
            : Parse(Encoding.UTF8.GetString(text));
    }

    /// <summary>Whether a character is white space or a line end in JavaScript.</summary>
    /// <param name="c">The character.</param>
    public static bool IsSpace(char c) => c switch
    {
        ' ' or (>= '\t' and <= '\r') or '\u00a0' or '\ufeff' => true,
        < '\u1680' => false,
        _ => c is '\u2028' or '\u2029' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator,
    };

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
}
