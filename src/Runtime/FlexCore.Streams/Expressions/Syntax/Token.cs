using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>One word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">The name, the punctuator, the text's content or the pattern.</param>
/// <param name="Extra">A pattern's flags.</param>
/// <param name="Number">A number's value.</param>
internal readonly record struct Token(TokenKind Kind, SourcePosition Position, string Text, string Extra = "", Value Number = default)
{
    public bool Is(string punctuator) => Kind == TokenKind.Punctuator && Text == punctuator;

    /// <summary>The token as an error message names it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the expression",
        TokenKind.Text => "a text",
        TokenKind.Number => "a number",
        TokenKind.Pattern => "a regular expression",
        TokenKind.TemplateWhole or TokenKind.TemplateHead => "a template",
        TokenKind.TemplateMiddle or TokenKind.TemplateTail => "'}'",
        _ => $"'{Text}'",
    };
}
