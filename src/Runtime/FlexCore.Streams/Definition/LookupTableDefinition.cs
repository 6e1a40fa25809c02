namespace FlexCore.Streams.Definition;

/// <summary>The table of a lookup.</summary>
/// <param name="Path">The file, relative to the pipeline file.</param>
public abstract record LookupTableDefinition(DefinitionText Path)
{
    /// <summary>How messages call the table.</summary>
    internal abstract string Words { get; }
}

/// <summary>A table in a CSV or NDJSON file.</summary>
/// <param name="Path">The file.</param>
public sealed record FileLookupDefinition(DefinitionText Path) : LookupTableDefinition(Path)
{
    /// <summary>The file's format.</summary>
    /// <value>The default value follows the name: CSV for <c>.csv</c>, else NDJSON.</value>
    public RecordFormat Format { get; init; } = FileSinkDefinition.FormatOf(Path.Text);

    /// <summary>CSV: the types of columns that are not text.</summary>
    public EquatableList<FieldType> Types { get; init; } = EquatableList<FieldType>.Empty;

    /// <inheritdoc/>
    internal override string Words => $"'{Path}'";
}

/// <summary>A table of an SQLite database.</summary>
/// <param name="Path">The database file.</param>
/// <param name="Name">The table or view.</param>
public sealed record SqliteLookupDefinition(DefinitionText Path, DefinitionText Name) : LookupTableDefinition(Path)
{
    /// <inheritdoc/>
    internal override string Words => $"the SQLite table '{Name}' in '{Path}'";
}
