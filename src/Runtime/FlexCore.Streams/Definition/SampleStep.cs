namespace FlexCore.Streams.Definition;

/// <summary>Keeps a part of the records: each so manieth, or those whose key falls into a share of all keys.</summary>
public sealed record SampleStep : StepDefinition
{
    /// <summary>Keeps the first of every so many records, or <see langword="null"/> to use <see cref="Rate"/>.</summary>
    public int? Every { get; init; }

    /// <summary>The share of keys that is kept, above 0 and at most 1, or <see langword="null"/> to use <see cref="Every"/>.</summary>
    public double? Rate { get; init; }

    /// <summary>The expression that gives the key: all records of a key are kept, or none. Needed with <see cref="Rate"/>.</summary>
    public DefinitionText? By { get; init; }

    /// <summary>Chooses among the possible samples; the same seed keeps the same keys everywhere.</summary>
    /// <value>The default value is 0.</value>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public override string Kind => "sample";
}
