namespace FlexCore.Streams.Definition;

/// <summary>Writes a field's name as the expression that reads it.</summary>
internal static class FieldReference
{
    /// <summary>A field under its own name.</summary>
    /// <param name="name">The field.</param>
    public static NamedText Named(DefinitionText name) =>
        new(name, IsIdentifier(name.Text) ? name : new DefinitionText($"$[{System.Text.Json.JsonSerializer.Serialize(name.Text)}]", name.Mark));

    /// <summary>Whether a name can stand in an expression as it is.</summary>
    /// <param name="name">The name.</param>
    public static bool IsIdentifier(string name) =>
        name.Length > 0
        && (char.IsLetter(name[0]) || name[0] is '_' or '$')
        && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '$');
}
