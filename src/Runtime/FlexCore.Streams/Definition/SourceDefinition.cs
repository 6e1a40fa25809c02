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

    /// <summary>Whether to wait for more at the end, as <c>tail -F</c> does, instead of ending. One path, no pattern.</summary>
    /// <value>The default value is false.</value>
    public bool Follow { get; init; }
}

/// <summary>The process's standard input. Cannot be read twice, so a run over it cannot resume after a crash.</summary>
public sealed record StdinSourceDefinition : SourceDefinition
{
    /// <summary>Whether the data is compressed.</summary>
    /// <value>The default value is <see cref="Compression.Auto"/>.</value>
    public Compression Compression { get; init; } = Compression.Auto;
}

/// <summary>Records that an expression makes, the same on every run.</summary>
/// <param name="Fields">The fields and their expressions.</param>
public sealed record GenerateSourceDefinition(EquatableList<NamedText> Fields) : SourceDefinition
{
    /// <summary>The default for <see cref="Start"/>.</summary>
    public const string DefaultStart = "2026-01-01T00:00:00Z";

    /// <summary>Records a second, or <see langword="null"/> for as many as the pipeline takes.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public double? Rate { get; init; }

    /// <summary>How many records there are, or <see langword="null"/> for no end.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public long? Count { get; init; }

    /// <summary>Chooses the random numbers.</summary>
    /// <value>The default value is 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>The <c>time</c> of the first record: ISO 8601.</summary>
    /// <value>The default value is <see cref="DefaultStart"/>.</value>
    public DefinitionText Start { get; init; } = DefaultStart;
}

/// <summary>The records that are posted to the pipeline over HTTP: the event topic that has the pipeline's name.</summary>
public sealed record HttpSourceDefinition : SourceDefinition;

/// <summary>The records of an event topic, from its beginning on.</summary>
/// <param name="Name">The topic.</param>
public sealed record TopicSourceDefinition(DefinitionText Name) : SourceDefinition;
