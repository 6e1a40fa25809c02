namespace FlexCore.Streams.Definition;

/// <summary>An option of an <see cref="OperatorCall"/> and its value.</summary>
/// <param name="Name">The option.</param>
/// <param name="Values">The value, or the values of a list.</param>
public sealed record OperatorArgument(DefinitionText Name, EquatableList<DefinitionText> Values)
{
    /// <summary>Whether the value was written as a list.</summary>
    public bool IsList => Values.Count != 1;
}
