using System.Globalization;
using System.Text;

namespace FlexCore.Hocon;

/// <summary>Writes JSON tokens. By hand, because a HOCON string may hold a lone surrogate, which the platform's writer refuses.</summary>
internal static class JsonText
{
    public static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    WriteCharacter(text, value, i);
                    break;
            }
        }

        text.Append('"');
    }

    /// <summary>A number as JSON allows it: HOCON accepts leading zeros, JSON does not.</summary>
    public static string Number(string written)
    {
        var sign = written.StartsWith('-') ? "-" : "";
        var digits = written[sign.Length..];
        var zeros = 0;
        while (zeros + 1 < digits.Length && digits[zeros] == '0' && char.IsAsciiDigit(digits[zeros + 1]))
        {
            zeros++;
        }

        return zeros == 0 ? written : sign + digits[zeros..];
    }

    private static void WriteCharacter(StringBuilder text, string value, int index)
    {
        var c = value[index];
        var paired = char.IsSurrogate(c)
            && ((index + 1 < value.Length && char.IsSurrogatePair(c, value[index + 1]))
                || (index > 0 && char.IsSurrogatePair(value[index - 1], c)));
        if (c < ' ' || (char.IsSurrogate(c) && !paired))
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        else
        {
            text.Append(c);
        }
    }
}
