namespace FlexCore.Hocon.Syntax;

/// <summary>HOCON's character classes, which differ from the platform's: the BOM is whitespace, NEL (U+0085) is not.</summary>
internal static class Characters
{
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    public static bool IsWhitespace(char c) => c switch
    {
        ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F') => true,
        < '\u00A0' => false,
        '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' => true,
        '\u202F' or '\u205F' or '\u3000' or '\uFEFF' => true,
        _ => false,
    };

    /// <summary>Characters an unquoted string cannot hold; whitespace and <c>//</c> end it too.</summary>
    public static bool IsReserved(char c) => Reserved.Contains(c, StringComparison.Ordinal);

    /// <summary>The characters that, once a number began, belong to it.</summary>
    public static bool IsNumberCharacter(char c) => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E';

    /// <summary>JSON's number grammar, with leading zeros allowed as the reference implementation does.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        if (!Digits(text, ref i))
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (!Digits(text, ref i))
            {
                return false;
            }
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            i += i < text.Length && text[i] is '+' or '-' ? 1 : 0;
            if (!Digits(text, ref i))
            {
                return false;
            }
        }

        return i == text.Length;
    }

    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsWhitespace(text[start]))
        {
            start++;
        }

        while (end > start && IsWhitespace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool Digits(ReadOnlySpan<char> text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i > start;
    }
}
