using FlexCore.Cli.Terminal;
using FlexCore.Persistence.Sqlite.Lookups;
using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Sinks;

namespace FlexCore.Cli.Linting;

/// <summary>A pipeline file as the command line uses it: read, changed by flags, compiled; every mistake collected with its place.</summary>
internal sealed class PipelineFile
{
    private PipelineFile(string path, PipelineDefinition? definition, StreamGraph? graph, IReadOnlyList<PipelineDiagnostic> diagnostics)
    {
        Path = path;
        Definition = definition;
        Graph = graph;
        Findings = [.. diagnostics.Select(found => new LintFinding(path, found.Line, found.Column, found.Code, found.Message, found.Suggestion))];
    }

    /// <summary>The path as typed.</summary>
    public string Path { get; }

    /// <summary>The folder that the file's relative paths begin at.</summary>
    public string Folder => FolderOf(Path);

    /// <summary>The pipeline, or <see langword="null"/> when it could not be read.</summary>
    public PipelineDefinition? Definition { get; }

    /// <summary>The runnable graph, or <see langword="null"/> when there are mistakes.</summary>
    public StreamGraph? Graph { get; }

    /// <summary>The mistakes in file order; empty exactly when there is a graph.</summary>
    public IReadOnlyList<LintFinding> Findings { get; }

    /// <summary>Reads and compiles a pipeline file. Touches neither its inputs nor its outputs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="variables">Values that replace those under <c>vars</c>.</param>
    /// <param name="change">Applies flags to the definition.</param>
    /// <param name="capture">Keeps the sinks' rows in memory, or <see langword="null"/> to send them to their targets.</param>
    public static PipelineFile Load(
        string path, IReadOnlyDictionary<string, string> variables, Func<PipelineDefinition, PipelineDefinition> change, SinkCapture? capture = null)
    {
        var loaded = PipelineLoader.LoadFile(path, variables);
        if (loaded.Definition is null)
        {
            return new PipelineFile(path, null, null, loaded.Diagnostics);
        }

        var definition = change(loaded.Definition);
        var compiled = PipelineCompiler.Compile(
            definition,
            new CompileOptions
            {
                BaseDirectory = FolderOf(path),
                SinkFactories = [new SqliteTableSinkFactory()],
                LookupFactories = [new SqliteLookupFactory()],
                OpenStandardOutput = StandardOutput.Open,
                Capture = capture,
            });
        return new PipelineFile(path, definition, compiled.Graph, compiled.Diagnostics);
    }

    /// <summary>The mistakes for a person.</summary>
    public string Explain()
    {
        var lines = ReadLines();
        return string.Join('\n', Findings.Select(finding => LintText.Render(finding, lines)));
    }

    // A file that cannot be read is a finding of its own, which needs no excerpt.
    private string[] ReadLines()
    {
        try
        {
            return File.Exists(Path) ? File.ReadAllLines(Path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string FolderOf(string path) => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? System.IO.Path.GetFullPath(path);
}
