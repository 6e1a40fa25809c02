namespace FlexCore.Streams.Definition;

/// <summary>Where a pipeline's records come from.</summary>
public abstract record SourceDefinition
{
    private protected SourceDefinition()
    {
    }

    /// <summary>The place in the file.</summary>
    public Mark Mark { get; init; }

    /// <summary>How bytes are cut into records, or <see langword="null"/> to choose by the parse step: quoted line breaks count in CSV.</summary>
    public Framing? Framing { get; init; }
}

/// <summary>Files: one path, several, or a pattern. Read in the given order; matches of a pattern in ordinal order of their paths.</summary>
/// <param name="Paths">Paths; <c>*</c>, <c>?</c> match within a name and <c>**</c> matches folders. Relative to the pipeline file.</param>
public sealed record FileSourceDefinition(EquatableList<DefinitionText> Paths) : SourceDefinition
{
    /// <summary>Whether the data is compressed.</summary>
    /// <value>The default value is <see cref="Compression.Auto"/>.</value>
    public Compression Compression { get; init; } = Compression.Auto;
}

/// <summary>The process's standard input. Cannot be read twice, so a run over it cannot resume after a crash.</summary>
public sealed record StdinSourceDefinition : SourceDefinition
{
    /// <summary>Whether the data is compressed.</summary>
    /// <value>The default value is <see cref="Compression.Auto"/>.</value>
    public Compression Compression { get; init; } = Compression.Auto;
}
