using System.Globalization;
using System.Text;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Syntax;

/// <content>Numbers, texts, templates and regular expressions.</content>
internal sealed partial class Lexer
{
    private void ReadNumber()
    {
        var start = Here;
        if (Current == '0' && Peek(1) is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
        {
            _at += 2;
            SkipWhile(char.IsAsciiHexDigit);
        }
        else
        {
            SkipWhile(char.IsAsciiDigit);
            if (Current == '.')
            {
                _at++;
                SkipWhile(char.IsAsciiDigit);
            }

            SkipExponent();
        }

        if (IsNamePart(Current))
        {
            throw Fail(
                Current == 'n' ? "BigInt literals are not supported: write the number without 'n'." : "The number is malformed.",
                start);
        }

        AddNumber(start);
    }

    private void SkipWhile(Func<char, bool> accepts)
    {
        while (accepts(Current) || (Current == '_' && accepts(Peek(1)) && _at > 0 && accepts(_source[_at - 1])))
        {
            _at++;
        }
    }

    private void SkipExponent()
    {
        if (Current is not ('e' or 'E'))
        {
            return;
        }

        var sign = Peek(1) is '+' or '-' ? 1 : 0;
        if (char.IsAsciiDigit(Peek(1 + sign)))
        {
            _at += 1 + sign;
            SkipWhile(char.IsAsciiDigit);
        }
    }

    private void AddNumber(SourcePosition start)
    {
        var text = _source[start.Offset.._at].Replace("_", "", StringComparison.Ordinal);
        var isOctalLike = text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]);
        var number = NumberText.Parse(text);
        if (isOctalLike || double.IsNaN(number))
        {
            throw Fail($"The number '{text}' is malformed.", start);
        }

        // An id with more digits than a double holds must equal the same id in the data.
        var isExact = NumberReader.TryReadWhole(System.Text.Encoding.ASCII.GetBytes(text), out var value);
        _tokens.Add(new Token(TokenKind.Number, start, text, Number: isExact ? value : Value.Number(number)));
    }

    private void ReadText(char quote)
    {
        var start = Here;
        _at++;
        var text = new StringBuilder();
        while (true)
        {
            if (_at >= _source.Length || Current is '\n' or '\r')
            {
                throw Fail($"The text is not closed: expected {quote}.", start);
            }

            if (Current == quote)
            {
                _at++;
                Add(TokenKind.Text, start, text.ToString());
                return;
            }

            ReadCharacter(text);
        }
    }

    private void ReadTemplate(bool isStart)
    {
        var start = Here;
        _at++;
        var text = new StringBuilder();
        while (_at < _source.Length)
        {
            if (Current == '`')
            {
                _at++;
                Add(isStart ? TokenKind.TemplateWhole : TokenKind.TemplateTail, start, text.ToString());
                return;
            }

            if (Current == '$' && Peek(1) == '{')
            {
                _at += 2;
                _templates.Push(0);
                Add(isStart ? TokenKind.TemplateHead : TokenKind.TemplateMiddle, start, text.ToString());
                return;
            }

            if (Current == '\r')
            {
                // JavaScript reads every line end of a template as \n.
                text.Append('\n');
                _at += Peek(1) == '\n' ? 1 : 0;
                Advance();
                continue;
            }

            ReadCharacter(text);
        }

        throw Fail("The template is not closed: expected `.", start);
    }

    private void ReadCharacter(StringBuilder text)
    {
        if (Current != '\\')
        {
            text.Append(Current);
            Advance();
            return;
        }

        var start = Here;
        _at++;
        var escape = Current;
        switch (escape)
        {
            case 'x':
                text.Append((char)ReadHex(start, 2));
                break;
            case 'u' when Peek(1) == '{':
                text.Append(ReadCodePoint(start));
                break;
            case 'u':
                text.Append((char)ReadHex(start, 4));
                break;
            case '\r' when Peek(1) == '\n':
                _at++;
                Advance();
                break;
            case '\n' or '\r' or '\u2028' or '\u2029':
                Advance();
                break;
            default:
                text.Append(Unescape(escape, start));
                _at++;
                break;
        }
    }

    private char Unescape(char escape, SourcePosition start) => escape switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        'v' => '\v',
        '0' when !char.IsAsciiDigit(Peek(1)) => '\0',
        >= '0' and <= '9' => throw Fail("Octal escapes are not supported: write \\xHH.", start),
        _ when _at >= _source.Length => throw Fail("The text ends inside an escape.", start),
        _ => escape,
    };

    private int ReadHex(SourcePosition start, int digits)
    {
        var number = 0;
        for (var i = 1; i <= digits; i++)
        {
            if (!char.IsAsciiHexDigit(Peek(i)))
            {
                throw Fail($"The escape needs {digits} hexadecimal digits.", start);
            }

            number = (number * 16) + Convert.ToInt32(Peek(i).ToString(), 16);
        }

        _at += digits + 1;
        return number;
    }

    private string ReadCodePoint(SourcePosition start)
    {
        var end = _source.IndexOf('}', _at);
        var digits = end < 0 ? "" : _source[(_at + 2)..end];
        if (digits.Length is 0 or > 8
            || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF)
        {
            throw Fail("The escape \\u{…} needs a code point from 0 to 10FFFF in hexadecimal digits.", start);
        }

        _at = end + 1;
        return code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
    }

    private void ReadPattern()
    {
        var start = Here;
        _at++;
        for (var inClass = false; inClass || Current != '/'; _at++)
        {
            if (_at >= _source.Length || IsLineEnd(Current))
            {
                throw Fail("The regular expression is not closed: expected '/'.", start);
            }

            inClass = Current switch { '[' => true, ']' => false, _ => inClass };
            if (Current == '\\' && _at + 1 < _source.Length)
            {
                _at++;
            }
        }

        var pattern = _source[(start.Offset + 1).._at];
        _at++;
        var flags = _at;
        while (IsNamePart(Current))
        {
            _at++;
        }

        _tokens.Add(new Token(TokenKind.Pattern, start, pattern, _source[flags.._at]));
    }
}
