using System.Globalization;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Domain;
using FlexCore.Streams.Cases;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Services;
using FlexCore.Streams.Sinks;

namespace FlexCore.Cli.Testing;

/// <summary>Runs cases through the real graph: only the source and the sinks' targets are replaced by memory.</summary>
/// <param name="options">The bounds of running streams.</param>
/// <param name="clock">Measures.</param>
internal sealed class CaseRunner(StreamsOptions options, TimeProvider clock)
{
    private const long InputBytesMax = 64 << 20;

    /// <summary>Runs one case.</summary>
    /// <param name="set">Its file and pipeline.</param>
    /// <param name="one">The case.</param>
    /// <exception cref="CliException">The pipeline has mistakes, the input file is missing, or the case names a sink that there is not.</exception>
    public async Task<CaseOutcome> RunAsync(CaseSet set, PipelineCase one)
    {
        var capture = new SinkCapture();
        var file = PipelineFile.Load(set.Pipeline, one.Variables, definition => definition with { Source = SourceFrom(definition.Source) }, capture);
        if (file.Graph is not { } graph)
        {
            throw new CliException(ExitCode.InvalidPipeline, $"the pipeline of the case '{one.Name}' cannot run.\n{file.Explain()}");
        }

        var input = await ReadInputAsync(set, one).ConfigureAwait(false);
        var services = new StreamServices { OpenStandardInput = () => new MemoryStream(input, writable: false) };
        var runtime = new StreamRuntime(new VolatileCheckpoints(), clock, options, logger: null, services);
        var run = new StreamRunOptions
        {
            Stream = new EntityId(SecurityContext.Development.Tenant, "data-stream", graph.Name),
            RunId = "test",
            CheckpointInterval = TimeSpan.FromDays(1),
        };
        var (progress, failure) = await RunAsync(runtime, graph, run).ConfigureAwait(false);
        return new CaseOutcome(set.File, one.Mark.Line, one.Name, [.. Differences(one, file, graph, capture, (progress, failure))]);
    }

    private static async Task<(StreamProgress? Progress, StreamException? Failure)> RunAsync(StreamRuntime runtime, StreamGraph graph, StreamRunOptions options)
    {
        try
        {
            await using var run = await runtime.StartAsync(graph, options).ConfigureAwait(false);
            await run.Completion.ConfigureAwait(false);
            return (run.Progress, null);
        }
        catch (StreamException error)
        {
            // A run that fails is a result like any other: the case may expect it.
            return (null, error);
        }
    }

    private static StdinSourceDefinition SourceFrom(SourceDefinition source) => new() { Compression = Compression.None, Framing = source.Framing };

    private static async Task<byte[]> ReadInputAsync(CaseSet set, PipelineCase one)
    {
        if (one.InputFile is not { } name)
        {
            return Encoding.UTF8.GetBytes(one.Input ?? string.Empty);
        }

        var path = Path.Combine(Path.GetDirectoryName(set.File) ?? string.Empty, name);
        if (!File.Exists(path))
        {
            throw new CliException(ExitCode.InputUnavailable, $"The input file '{path}' of the case '{one.Name}' does not exist. Check 'inputFile': it is relative to '{set.File}'.");
        }

        return new FileInfo(path).Length <= InputBytesMax
            ? await File.ReadAllBytesAsync(path).ConfigureAwait(false)
            : throw new CliException(ExitCode.InputUnavailable, $"The input file '{path}' of the case '{one.Name}' has more than {Amounts(InputBytesMax)} bytes. Use a smaller sample: a test keeps its input in memory.");
    }

    private static IEnumerable<CaseDifference> Differences(
        PipelineCase one, PipelineFile file, StreamGraph graph, SinkCapture capture, (StreamProgress? Progress, StreamException? Failure) end)
    {
        if (end.Failure?.Code != one.Fails)
        {
            yield return Value("the run", one.Fails is null ? "completes" : $"fails with {one.Fails}", end.Failure is { } error ? $"fails with {error.Code}: {error.Message}" : "completes");
        }

        var comparison = new RowComparison(one.Ignored, one.Fields);
        foreach (var (key, rows) in one.Outputs)
        {
            var sink = CaseSinks.Find(key, one, capture, graph, file.Folder);
            foreach (var difference in RowAlignment.Compare(CaseSinks.Describe(sink, file.Folder), rows, sink.Rows, comparison, one.Order))
            {
                yield return difference;
            }
        }

        if (one.DeadLetters is { } letters)
        {
            // Details and positions are words for people; a case compares what it names.
            var actual = CaseSinks.DeadLetters(capture, graph)?.Rows ?? [];
            foreach (var difference in RowAlignment.Compare("dead letters", letters, actual, new RowComparison(one.Ignored, CaseFields.Named), one.Order))
            {
                yield return difference;
            }
        }

        if (end.Progress is not { } progress)
        {
            yield break;
        }

        var errors = one.Errors ?? one.DeadLetters?.Count ?? 0;
        if (progress.Errors != errors && !(one.Errors is null && one.DeadLetters is not null))
        {
            yield return Value("errors", Amounts(errors), Amounts(progress.Errors));
        }

        if (one.Late is { } late && progress.LateRecords != late)
        {
            yield return Value("late", Amounts(late), Amounts(progress.LateRecords));
        }
    }

    private static CaseDifference Value(string where, string expected, string actual) => new(where, 0, DifferenceKind.Value, expected, actual, []);

    private static string Amounts(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
