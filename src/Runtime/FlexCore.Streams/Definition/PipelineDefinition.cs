namespace FlexCore.Streams.Definition;

/// <summary>A pipeline as written down: source, steps, sinks. The same value whether it came from YAML, JSON or the C# builder.</summary>
/// <remarks>Immutable and equal by value; places in the file take no part. Not checked yet: the compiler does that.</remarks>
public sealed record PipelineDefinition
{
    /// <summary>The default number of state partitions.</summary>
    public const int DefaultPartitions = 1;

    /// <summary>The name: <c>[a-z0-9][a-z0-9-_.]*</c>, at most 100 characters.</summary>
    public required DefinitionText Name { get; init; }

    /// <summary>Free text for people, if any.</summary>
    public string? Description { get; init; }

    /// <summary>Where records come from.</summary>
    public required SourceDefinition Source { get; init; }

    /// <summary>What happens to them, in order.</summary>
    public EquatableList<StepDefinition> Steps { get; init; } = EquatableList<StepDefinition>.Empty;

    /// <summary>Where they go; every sink gets every record.</summary>
    public required EquatableList<SinkDefinition> Sinks { get; init; }

    /// <summary>What happens to a record that a step cannot process, unless the step says otherwise.</summary>
    /// <value>The default value is <see cref="ErrorPolicy.Fail"/>.</value>
    public ErrorPolicy OnError { get; init; } = ErrorPolicy.Fail;

    /// <summary>Where dead letters go; needed when a policy says so.</summary>
    public SinkDefinition? DeadLetter { get; init; }

    /// <summary>How long to process between two checkpoints.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Over how many partitions keyed state is hashed. The output does not depend on it.</summary>
    /// <value>The default value is 1.</value>
    public int Partitions { get; init; } = DefaultPartitions;

    /// <summary>Over which partitions with checkpoints of their own the records are spread, or <see langword="null"/> for one stream with all of them.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public SpreadDefinition? Spread { get; init; }

    /// <summary>Workers for the stateless steps, or <see langword="null"/> to choose by the machine. The output does not depend on it.</summary>
    /// <value>The default value is <see langword="null"/> (<c>auto</c>).</value>
    public int? Parallelism { get; init; }
}
