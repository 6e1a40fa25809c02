using FlexCore.Streams.Values;

namespace FlexCore.Streams.Lookups;

/// <summary>Makes keys comparable across formats: the text <c>17</c> of a CSV file finds the number 17 of a JSON record.</summary>
internal static class LookupKey
{
    // All whole numbers of 15 digits are exact in a double.
    private const int ExactDigits = 15;

    /// <summary>A text that is written exactly as a whole number becomes that number; everything else stays.</summary>
    /// <param name="value">The key part.</param>
    public static Value Normalize(Value value)
    {
        if (!value.IsString)
        {
            return value;
        }

        if (value.IsUtf8)
        {
            return TryRead(value.Utf8Span(), out var number) ? Value.Number(number) : value;
        }

        var text = value.AsString();
        Span<byte> digits = stackalloc byte[ExactDigits + 1];
        return text.Length <= digits.Length && System.Text.Ascii.FromUtf16(text, digits, out var length) == System.Buffers.OperationStatus.Done && TryRead(digits[..length], out var read)
            ? Value.Number(read)
            : value;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        var isNegative = text is [(byte)'-', ..];
        var digits = isNegative ? text[1..] : text;
        if (digits.Length is 0 or > ExactDigits || (digits[0] == '0' && (digits.Length > 1 || isNegative)))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        number = isNegative ? -number : number;
        return true;
    }
}
