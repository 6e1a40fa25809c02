using System.Globalization;
using System.Text;

namespace FlexCore.Hocon.Syntax;

internal sealed partial class Tokenizer
{
    private const string TripleQuote = "\"\"\"";

    private Token Quoted(HoconOrigin origin)
    {
        if (string.CompareOrdinal(text, _position, TripleQuote, 0, TripleQuote.Length) == 0)
        {
            return TripleQuoted(origin);
        }

        var content = new StringBuilder();
        _position++;
        while (true)
        {
            if (AtEnd)
            {
                throw Error(origin, "The string has no closing double quote.");
            }

            var c = text[_position];
            switch (c)
            {
                case '"':
                    _position++;
                    return new Token(TokenKind.Quoted, content.ToString(), origin);
                case '\\':
                    content.Append(Escape());
                    break;
                case < ' ':
                    throw Error(Here, c == '\n'
                        ? "The string ends at the line's end without a closing double quote; write \\n, or use \"\"\" for several lines."
                        : $"A quoted string cannot hold the control character U+{(int)c:X4}; write \\u{(int)c:x4}.");
                default:
                    content.Append(c);
                    _position++;
                    break;
            }
        }
    }

    private char Escape()
    {
        var origin = Here;
        var c = Peek(1);
        _position += 2;
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => UnicodeEscape(origin),
            _ => throw Error(origin, $"The escape '\\{c}' does not exist; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX, and a backslash itself is \\\\."),
        };
    }

    private char UnicodeEscape(HoconOrigin origin)
    {
        if (_position + 4 > text.Length
            || !ushort.TryParse(text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Error(origin, "The escape \\u needs exactly four hexadecimal digits.");
        }

        _position += 4;
        return (char)unit;
    }

    /// <summary>Everything up to the last of three or more quotes; the extra quotes belong to the string.</summary>
    private Token TripleQuoted(HoconOrigin origin)
    {
        var start = _position + TripleQuote.Length;
        var end = text.IndexOf(TripleQuote, start, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Error(origin, "The string that begins with \"\"\" has no closing \"\"\".");
        }

        while (end + TripleQuote.Length < text.Length && text[end + TripleQuote.Length] == '"')
        {
            end++;
        }

        for (var i = start; i < end; i++)
        {
            if (text[i] == '\n')
            {
                _line++;
                _lineStart = i + 1;
            }
        }

        _position = end + TripleQuote.Length;
        return new Token(TokenKind.Quoted, text[start..end], origin);
    }

    private static HoconException Error(HoconOrigin origin, string problem) => new(HoconErrorKind.Syntax, origin, problem);
}
