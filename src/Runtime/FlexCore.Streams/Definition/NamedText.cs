namespace FlexCore.Streams.Definition;

/// <summary>A field and the text that belongs to it: an expression, an aggregate call or another name.</summary>
/// <param name="Name">The field.</param>
/// <param name="Text">The text.</param>
public sealed record NamedText(DefinitionText Name, DefinitionText Text);
