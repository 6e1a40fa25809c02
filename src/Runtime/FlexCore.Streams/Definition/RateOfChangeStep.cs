namespace FlexCore.Streams.Definition;

/// <summary>Adds the change of a number since the previous record of the same key, divided by the time between them.</summary>
/// <param name="Field">The expression that gives the number.</param>
/// <param name="Time">The expression that gives the event time.</param>
public sealed record RateOfChangeStep(DefinitionText Field, DefinitionText Time) : StepDefinition
{
    /// <summary>The output field unless <see cref="As"/> names another.</summary>
    public const string DefaultName = "rate";

    /// <summary>The key parts; none means that every record follows the one before.</summary>
    public EquatableList<NamedText> By { get; init; } = EquatableList<NamedText>.Empty;

    /// <summary>The unit of time that the change is given for.</summary>
    /// <value>The default value is 1 second.</value>
    public TimeSpan Per { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The field that takes the result.</summary>
    /// <value>The default value is <c>rate</c>.</value>
    public DefinitionText As { get; init; } = DefaultName;

    /// <summary>How long, in event time, a record is remembered; <see langword="null"/> for as long as there is room.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public TimeSpan? Ttl { get; init; }

    /// <summary>The most keys that are remembered; beyond, the one with the oldest record is forgotten.</summary>
    /// <value>The default value is 100,000.</value>
    public int MaxKeys { get; init; } = PipelineLimits.DefaultKeys;

    /// <inheritdoc/>
    public override string Kind => "rateOfChange";
}
