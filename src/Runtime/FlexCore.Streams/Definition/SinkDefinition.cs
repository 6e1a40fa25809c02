namespace FlexCore.Streams.Definition;

/// <summary>Where records go.</summary>
public abstract record SinkDefinition
{
    private protected SinkDefinition()
    {
    }

    /// <summary>The place in the file.</summary>
    public Mark Mark { get; init; }
}

/// <summary>A file, complete under its name only when the run has finished; replaces an older one.</summary>
/// <param name="Path">The path, relative to the pipeline file.</param>
public sealed record FileSinkDefinition(DefinitionText Path) : SinkDefinition
{
    /// <summary>How records are written.</summary>
    /// <value>The default value follows the name: CSV for <c>.csv</c>, else NDJSON.</value>
    public RecordFormat Format { get; init; } = FormatOf(Path.Text);

    /// <summary>Whether the file appears when it is complete, or rows are added to it as they come.</summary>
    /// <value>The default value is <see langword="null"/>: complete when the source has an end, as they come when it has none.</value>
    public FileSinkMode? Mode { get; init; }

    /// <summary>The format that a file's name suggests.</summary>
    /// <param name="path">The file.</param>
    public static RecordFormat FormatOf(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? RecordFormat.Csv : RecordFormat.Ndjson;
}

/// <summary>The process's standard output. At least once: after a crash, records since the last checkpoint come again.</summary>
public sealed record StdoutSinkDefinition : SinkDefinition
{
    /// <summary>How records are written.</summary>
    /// <value>The default value is <see cref="RecordFormat.Ndjson"/>.</value>
    public RecordFormat Format { get; init; }
}

/// <summary>A table of an SQLite database. The rows and the position in the run are committed together.</summary>
/// <param name="Path">The database file, relative to the pipeline file.</param>
/// <param name="Table">The table; created when it is missing.</param>
public sealed record SqliteSinkDefinition(DefinitionText Path, DefinitionText Table) : SinkDefinition
{
    /// <summary>Whether rows are added, or replace the row with the same key.</summary>
    /// <value>The default value is <see cref="TableMode.Append"/>.</value>
    public TableMode Mode { get; init; }

    /// <summary>The key columns; needed for <see cref="TableMode.Upsert"/>.</summary>
    public EquatableList<DefinitionText> Key { get; init; } = EquatableList<DefinitionText>.Empty;
}

/// <summary>An event topic. Rows are numbered, so a row that is sent again after a crash is not in the topic twice.</summary>
/// <param name="Name">The topic; created by its first record.</param>
public sealed record TopicSinkDefinition(DefinitionText Name) : SinkDefinition;
