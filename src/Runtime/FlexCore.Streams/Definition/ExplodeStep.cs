namespace FlexCore.Streams.Definition;

/// <summary>Makes one record of each item of a list.</summary>
/// <param name="Field">The expression that gives the list; usually a field's name, and then the list itself is no longer part of the records.</param>
public sealed record ExplodeStep(DefinitionText Field) : StepDefinition
{
    /// <summary>The field that takes the item, or <see langword="null"/> for the list's own.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public DefinitionText? As { get; init; }

    /// <summary>The field that takes the item's index, from 0, if any.</summary>
    /// <value>The default value is <see langword="null"/>: none.</value>
    public DefinitionText? Index { get; init; }

    /// <summary>Whether a record without items goes on, with null as its item, instead of being dropped.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool KeepEmpty { get; init; }

    /// <inheritdoc/>
    public override string Kind => "explode";
}
