namespace FlexCore.Streams.Definition;

/// <summary>Adds fields from a table that is found by a key.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The table's key columns and the expressions that give their values.</param>
/// <param name="Fields">The new fields and the columns that they come from.</param>
public sealed record LookupStep(LookupTableDefinition Table, EquatableList<NamedText> Key, EquatableList<NamedText> Fields) : StepDefinition
{
    /// <summary>What happens to a record whose key is not in the table.</summary>
    /// <value>The default value is <see cref="LookupMissing.Null"/>.</value>
    public LookupMissing Missing { get; init; }

    /// <summary>How often a run looks whether the table has changed, and takes the changed one; <see langword="null"/> to keep the table of the run's beginning.</summary>
    /// <value>The default value is <see langword="null"/>; from 1 second to 1 day.</value>
    public TimeSpan? Refresh { get; init; }

    /// <inheritdoc/>
    public override string Kind => "lookup";
}
