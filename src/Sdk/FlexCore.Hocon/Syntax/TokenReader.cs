namespace FlexCore.Hocon.Syntax;

/// <summary>Looks one token ahead, which is all the grammar needs.</summary>
/// <remarks>Used by one parser on one thread.</remarks>
internal sealed class TokenReader(string text, string source)
{
    private readonly Tokenizer _tokenizer = new(text, source);
    private Token _current;
    private bool _read;

    public Token Current
    {
        get
        {
            if (!_read)
            {
                _current = _tokenizer.Next();
                _read = true;
            }

            return _current;
        }
    }

    public TokenKind Kind => Current.Kind;

    public Token Take()
    {
        var token = Current;
        _read = false;
        return token;
    }

    public void SkipWhitespace()
    {
        while (Kind == TokenKind.Whitespace)
        {
            Take();
        }
    }

    public void SkipBlank()
    {
        while (Current.IsBlank)
        {
            Take();
        }
    }

    public HoconException Unexpected(string expected) =>
        new(HoconErrorKind.Syntax, Current.Origin, $"Expected {expected}, found {Current.Describe()}.");
}
