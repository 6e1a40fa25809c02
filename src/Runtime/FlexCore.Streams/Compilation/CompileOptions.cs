using FlexCore.Streams.Lookups;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Compilation;

/// <summary>What compiling needs to know besides the pipeline.</summary>
public sealed class CompileOptions
{
    /// <summary>The folder that relative paths start from: the pipeline file's.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>Makes sinks of further kinds, such as tables.</summary>
    /// <value>The default value is none: only files and standard output.</value>
    public IReadOnlyList<IRecordSinkFactory> SinkFactories { get; init; } = [];

    /// <summary>Opens standard output for its sinks.</summary>
    /// <value>The default value opens the process's standard output.</value>
    public Func<Stream> OpenStandardOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Keeps the rows of all sinks in memory, instead of sending them to their targets: for tests.</summary>
    /// <value>The default value is <see langword="null"/>: rows go to their targets.</value>
    public SinkCapture? Capture { get; init; }

    /// <summary>Reads lookup tables of further kinds, such as those of databases.</summary>
    /// <value>The default value is none: only files.</value>
    public IReadOnlyList<ILookupFactory> LookupFactories { get; init; } = [];

    /// <summary>The operators that the program adds to the built-in ones.</summary>
    /// <value>The default value is none.</value>
    public OperatorRegistry Operators { get; init; } = OperatorRegistry.Empty;
}
