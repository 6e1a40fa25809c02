namespace FlexCore.Streams.Definition;

/// <summary>Puts records into the order of their event time, or of other values within windows of event time, with a bounded delay.</summary>
/// <param name="Time">The expression that gives the event time.</param>
public sealed record SortStep(DefinitionText Time) : StepDefinition
{
    /// <summary>How far a record may lag behind the newest one and still find its place.</summary>
    /// <value>The default value is zero.</value>
    public TimeSpan Lateness { get; init; }

    /// <summary>The length of the windows within which <see cref="By"/> decides the order; <see langword="null"/> means that only records of the same instant are compared.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public TimeSpan? Window { get; init; }

    /// <summary>The order within a window; records that are equal in it keep the order of the input.</summary>
    public EquatableList<SortKey> By { get; init; } = EquatableList<SortKey>.Empty;

    /// <summary>What happens to records whose window has come out already.</summary>
    /// <value>The default value is <see cref="Definition.LatePolicy.Drop"/>.</value>
    public LatePolicy Late { get; init; }

    /// <summary>The most records that are held at a time; beyond, the run fails.</summary>
    /// <value>The default value is 100,000.</value>
    public int MaxRecords { get; init; } = PipelineLimits.DefaultSortedRecords;

    /// <inheritdoc/>
    public override string Kind => "sort";

    internal override LatePolicy? LatePolicy => Late;
}
