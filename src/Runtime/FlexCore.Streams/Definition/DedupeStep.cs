namespace FlexCore.Streams.Definition;

/// <summary>Drops records whose key was seen before.</summary>
/// <param name="By">The key parts: a name, and the expression that gives the part.</param>
public sealed record DedupeStep(EquatableList<NamedText> By) : StepDefinition
{
    /// <summary>For how long, in event time, a kept record makes others of its key duplicates; <see langword="null"/> for as long as the key is remembered.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public TimeSpan? Ttl { get; init; }

    /// <summary>The expression that gives the event time; needed with <see cref="Ttl"/>.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public DefinitionText? Time { get; init; }

    /// <summary>The most keys that are remembered; beyond, the oldest is forgotten.</summary>
    /// <value>The default value is 100,000.</value>
    public int MaxKeys { get; init; } = PipelineLimits.DefaultKeys;

    /// <inheritdoc/>
    public override string Kind => "dedupe";
}
