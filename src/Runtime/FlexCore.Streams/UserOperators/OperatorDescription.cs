namespace FlexCore.Streams.UserOperators;

/// <summary>An operator as pipelines know it: name, version, options, and the code that makes it.</summary>
/// <remarks>
/// Name, version and options are part of a pipeline's fingerprint: raise the version when the operator begins to give other results, and interrupted runs
/// of the old version refuse to go on instead of mixing both.
/// </remarks>
/// <example>
/// <code>
/// var upper = OperatorDescription.Stateless("upper", version: 1, setup => new UpperOperator(setup)) with
/// {
///     Summary = "Writes a text field in capitals.",
///     Options = [new OperatorOption("field", OptionKind.Field, "the field") { IsRequired = true }],
/// };
/// var registry = new OperatorRegistry(upper);
/// </code>
/// </example>
public sealed record OperatorDescription
{
    private OperatorDescription(string name, int version)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        Name = name;
        Version = version;
    }

    /// <summary>The step's key in pipeline files.</summary>
    public string Name { get; }

    /// <summary>The version of what the operator does, from 1.</summary>
    public int Version { get; }

    /// <summary>What the operator does, in one sentence: for the JSON Schema of pipeline files and for people.</summary>
    /// <value>The default value is empty.</value>
    public string Summary { get; init; } = string.Empty;

    /// <summary>The options that a pipeline may give it.</summary>
    /// <value>The default value is none.</value>
    public IReadOnlyList<OperatorOption> Options { get; init; } = [];

    /// <summary>Whether the operator keeps state between records: then it sees all records in order, on one thread.</summary>
    public bool IsStateful => CreateStateful is not null;

    internal Func<OperatorSetup, RecordOperator>? CreateStateless { get; private init; }

    internal Func<OperatorSetup, StatefulRecordOperator>? CreateStateful { get; private init; }

    /// <summary>An operator that looks at one record at a time. It runs on several threads, each with its own instance.</summary>
    /// <param name="name">The step's key in pipeline files.</param>
    /// <param name="version">The version of what it does, from 1.</param>
    /// <param name="create">Makes an instance. Called once when a pipeline is compiled and once for each worker; must ask the setup for the same fields each time.</param>
    public static OperatorDescription Stateless(string name, int version, Func<OperatorSetup, RecordOperator> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new OperatorDescription(name, version) { CreateStateless = create };
    }

    /// <summary>An operator that keeps state between records, which checkpoints include.</summary>
    /// <param name="name">The step's key in pipeline files.</param>
    /// <param name="version">The version of what it does and of its state, from 1.</param>
    /// <param name="create">Makes an instance with empty state. Called once when a pipeline is compiled and once for each attempt of a run; must ask the setup for the same fields each time.</param>
    public static OperatorDescription Stateful(string name, int version, Func<OperatorSetup, StatefulRecordOperator> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new OperatorDescription(name, version) { CreateStateful = create };
    }
}
