namespace FlexCore.Hocon.Syntax;

/// <summary>One word with its place. The text of a quoted string is its content, of everything else what was written.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, HoconOrigin Origin)
{
    /// <summary>Whether the token ends a value: nothing after it can be concatenated.</summary>
    public bool EndsValue => Kind is TokenKind.End or TokenKind.Newline or TokenKind.Comma or TokenKind.CloseBrace or TokenKind.CloseBracket;

    public bool IsBlank => Kind is TokenKind.Newline or TokenKind.Whitespace;

    /// <summary>How an error message names the token.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Newline => "the end of the line",
        TokenKind.Whitespace => "whitespace",
        TokenKind.Quoted => $"the string \"{Shorten(Text)}\"",
        _ => $"'{Shorten(Text)}'",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
