namespace FlexCore.Streams.Definition;

/// <summary>The type a text field is converted to.</summary>
/// <param name="Name">The field.</param>
/// <param name="Type">The type.</param>
public sealed record FieldType(DefinitionText Name, FieldKind Type);
