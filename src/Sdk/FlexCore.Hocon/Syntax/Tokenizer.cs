namespace FlexCore.Hocon.Syntax;

/// <summary>Cuts a text into tokens, one at a time, and knows line and column of each. Comments vanish here.</summary>
/// <remarks>Used by one parser on one thread.</remarks>
internal sealed partial class Tokenizer(string text, string source)
{
    private int _position;
    private int _line = 1;
    private int _lineStart;

    public HoconOrigin Here => new(source, _line, _position - _lineStart + 1);

    private bool AtEnd => _position >= text.Length;

    public Token Next()
    {
        SkipComment();
        var origin = Here;
        if (AtEnd)
        {
            return new Token(TokenKind.End, "", origin);
        }

        var c = text[_position];
        if (c == '\n')
        {
            _position++;
            _line++;
            _lineStart = _position;
            return new Token(TokenKind.Newline, "\n", origin);
        }

        if (Characters.IsWhitespace(c))
        {
            return new Token(TokenKind.Whitespace, TakeWhile(static c => c != '\n' && Characters.IsWhitespace(c)), origin);
        }

        return c switch
        {
            '{' => Take(TokenKind.OpenBrace, "{", origin),
            '}' => Take(TokenKind.CloseBrace, "}", origin),
            '[' => Take(TokenKind.OpenBracket, "[", origin),
            ']' => Take(TokenKind.CloseBracket, "]", origin),
            ',' => Take(TokenKind.Comma, ",", origin),
            ':' => Take(TokenKind.Colon, ":", origin),
            '=' => Take(TokenKind.Equals, "=", origin),
            '"' => Quoted(origin),
            '+' when Peek(1) == '=' => Take(TokenKind.PlusEquals, "+=", origin),
            '$' when Peek(1) == '{' && Peek(2) == '?' => Take(TokenKind.OptionalSubstitution, "${?", origin),
            '$' when Peek(1) == '{' => Take(TokenKind.Substitution, "${", origin),
            _ => Unquoted(origin),
        };
    }

    private char Peek(int ahead) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private bool StartsComment() => text[_position] == '#' || (text[_position] == '/' && Peek(1) == '/');

    private void SkipComment()
    {
        if (AtEnd || !StartsComment())
        {
            return;
        }

        while (!AtEnd && text[_position] != '\n')
        {
            _position++;
        }
    }

    private Token Take(TokenKind kind, string word, HoconOrigin origin)
    {
        _position += word.Length;
        return new Token(kind, word, origin);
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _position;
        while (!AtEnd && belongs(text[_position]))
        {
            _position++;
        }

        // Most whitespace is one blank; it need not be copied each time.
        return _position == start + 1 && text[start] == ' ' ? " " : text[start.._position];
    }

    private Token Unquoted(HoconOrigin origin)
    {
        var start = _position;
        if (char.IsAsciiDigit(text[_position]) || text[_position] == '-')
        {
            TakeNumber();
        }

        while (!AtEnd && !StartsComment() && !Characters.IsWhitespace(text[_position]) && !Characters.IsReserved(text[_position]))
        {
            _position++;
        }

        return _position > start
            ? new Token(TokenKind.Unquoted, text[start.._position], origin)
            : throw ReservedCharacter();
    }

    /// <summary>A number may hold a plus sign, which no other unquoted text may; if the run is no number, the plus stays reserved.</summary>
    private void TakeNumber()
    {
        var start = _position;
        var run = TakeWhile(Characters.IsNumberCharacter);
        if (!Characters.IsNumber(run) && run.Contains('+', StringComparison.Ordinal))
        {
            _position = start + run.IndexOf('+', StringComparison.Ordinal);
        }
    }

    private HoconException ReservedCharacter()
    {
        var c = text[_position];
        var hint = c == '$' ? "a substitution is written ${path}" : "put the key or string in double quotes";
        return new HoconException(HoconErrorKind.Syntax, Here, $"The character '{c}' is reserved outside quotes; {hint}.");
    }
}
