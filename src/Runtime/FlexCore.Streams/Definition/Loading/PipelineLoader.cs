using FlexCore.Streams.Cases;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads pipeline files, YAML or JSON, and reports every mistake with its place.</summary>
public static class PipelineLoader
{
    /// <summary>Reads a pipeline file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values that replace those under <c>vars</c>.</param>
    public static PipelineLoadResult LoadFile(string path, IReadOnlyDictionary<string, string>? overrides = null) => LoadFile(path, Options(overrides));

    /// <summary>Reads a pipeline file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Variables and the program's own operators.</param>
    public static PipelineLoadResult LoadFile(string path, LoadOptions options)
    {
        string text;
        try
        {
            text = new FileInfo(path) is { Exists: true, Length: > DocumentReader.MaxLength * 4L }
                ? new string(' ', DocumentReader.MaxLength + 1)
                : File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var message = error is FileNotFoundException or DirectoryNotFoundException
                ? $"The pipeline file '{path}' does not exist."
                : Directory.Exists(path) ? $"'{path}' is a folder, not a pipeline file."
                : $"The pipeline file '{path}' cannot be read: {error.Message}";
            return new PipelineLoadResult(null, [new PipelineDiagnostic(DiagnosticCodes.UnreadableFile, message, 0, 0, "Check the path and its permissions.")]);
        }

        return Load(text, options);
    }

    /// <summary>Reads a pipeline from text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="overrides">Values that replace those under <c>vars</c>.</param>
    public static PipelineLoadResult Load(string text, IReadOnlyDictionary<string, string>? overrides = null) => Load(text, Options(overrides));

    /// <summary>Reads a pipeline from text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="options">Variables and the program's own operators.</param>
    public static PipelineLoadResult Load(string text, LoadOptions options) => Load(text, options, out _);

    /// <summary>Reads a pipeline from text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="options">Variables and the program's own operators.</param>
    /// <param name="keys">For each kind of mapping that was read, the keys it may have.</param>
    internal static PipelineLoadResult Load(string text, LoadOptions options, out IReadOnlyDictionary<string, HashSet<string>> keys)
    {
        ArgumentNullException.ThrowIfNull(options);
        keys = new Dictionary<string, HashSet<string>>();
        var diagnostics = new DiagnosticBag();
        var root = DocumentReader.Read(text, diagnostics);
        PipelineDefinition? definition = null;
        if (root is MappingNode mapping)
        {
            var variables = VariableReader.Read(mapping, options.Variables, diagnostics);
            var context = new LoadContext(diagnostics, new VariableSubstitution(variables, diagnostics), [.. options.Operators.Names]);
            definition = ReadPipeline(new MappingReader(mapping, "the pipeline", context));
            keys = context.KnownKeys;
        }
        else if (root is not null)
        {
            diagnostics.Add(DiagnosticCodes.WrongType, root.Mark, $"A pipeline must be a mapping, not {root.Description}.", "Begin with 'name: my-pipeline'.");
        }

        return new PipelineLoadResult(diagnostics.IsEmpty ? definition : null, diagnostics.Items);
    }

    private static LoadOptions Options(IReadOnlyDictionary<string, string>? overrides) => overrides is null ? new LoadOptions() : new LoadOptions { Variables = overrides };

    private static PipelineDefinition ReadPipeline(MappingReader reader)
    {
        reader.Node(VariableReader.Key);

        // Examples of what the pipeline does are no part of what it is.
        reader.Node(CaseLoader.Key);
        var standard = new PipelineDefinition { Name = string.Empty, Source = new StdinSourceDefinition(), Sinks = [] };
        var steps = reader.Node("steps") is { } node ? StepReader.ReadAll(node, reader.Context) : standard.Steps;
        var definition = standard with
        {
            Name = reader.RequiredText("name"),
            Description = reader.Text("description")?.Text,
            Source = SourceReader.Read(reader) ?? standard.Source,
            Steps = steps,
            Sinks = SinkReader.ReadAll(reader, isRequired: steps.FlowOn()),
            DeadLetter = reader.Node("deadLetter") is { } deadLetter ? SinkReader.Read(deadLetter, "deadLetter", reader.Context) : null,
            OnError = reader.Choice<ErrorPolicy>("onError") ?? standard.OnError,
            CheckpointEvery = ReadCheckpoint(reader, standard.CheckpointEvery),
            Partitions = reader.Count("partitions", PipelineLimits.MaxPartitions) ?? standard.Partitions,
            Spread = SpreadReader.Read(reader),
            Parallelism = ReadParallelism(reader),
        };
        reader.Finish();
        return definition;
    }

    private static TimeSpan ReadCheckpoint(MappingReader reader, TimeSpan otherwise)
    {
        if (reader.Node("checkpoint") is not { } node || reader.Context.Mapping(node, "checkpoint", "the checkpoint") is not { } checkpoint)
        {
            return otherwise;
        }

        var every = checkpoint.Duration("every", otherwise);
        checkpoint.Finish();
        return every;
    }

    private static int? ReadParallelism(MappingReader reader) =>
        reader.Node("parallelism") is ScalarNode { Text.Text: "auto" } ? null : reader.Count("parallelism", PipelineLimits.MaxParallelism);
}
