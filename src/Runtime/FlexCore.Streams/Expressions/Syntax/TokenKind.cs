namespace FlexCore.Streams.Expressions.Syntax;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    End,
    Number,
    Text,
    Name,
    Punctuator,
    Pattern,
    TemplateWhole,
    TemplateHead,
    TemplateMiddle,
    TemplateTail,
}
