namespace FlexCore.Hocon.Syntax;

/// <summary>The words of the language.</summary>
internal enum TokenKind
{
    End,
    Newline,
    Whitespace,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Equals,
    PlusEquals,
    Unquoted,
    Quoted,
    Substitution,
    OptionalSubstitution,
}
