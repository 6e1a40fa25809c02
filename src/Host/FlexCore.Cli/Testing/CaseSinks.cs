using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Streams.Cases;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Sinks;

namespace FlexCore.Cli.Testing;

/// <summary>Finds the sink that a case means.</summary>
internal static class CaseSinks
{
    /// <summary>Finds a sink by its place (from 1), its target as written in the pipeline, or its table.</summary>
    /// <param name="key">What the case says; empty for the only sink.</param>
    /// <param name="one">The case, for messages.</param>
    /// <param name="capture">The sinks.</param>
    /// <param name="graph">The pipeline.</param>
    /// <param name="folder">The folder that its relative paths begin at.</param>
    /// <exception cref="CliException">There is no such sink.</exception>
    public static CapturedSink Find(string key, PipelineCase one, SinkCapture capture, StreamGraph graph, string folder)
    {
        var sinks = capture.Sinks.Where(sink => !ReferenceEquals(sink.Definition, graph.Definition.DeadLetter)).ToList();
        if (key.Length == 0)
        {
            return sinks.Count == 1
                ? sinks[0]
                : throw Wrong(one, $"uses 'output', but the pipeline has {sinks.Count} sinks. Use 'outputs' and name each", sinks, folder);
        }

        if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= sinks.Count)
        {
            return sinks[place - 1];
        }

        var path = Path.GetFullPath(key, folder);
        var found = sinks.Where(sink => sink.Name == key || sink.Name.Contains($"'{key}'", StringComparison.Ordinal) || sink.Name.Contains($"'{path}'", StringComparison.Ordinal)).ToList();
        return found.Count == 1 ? found[0] : throw Wrong(one, $"expects records of the sink '{key}', which {(found.Count == 0 ? "does not exist" : "is not the only one of that name")}", sinks, folder);
    }

    /// <summary>The dead-letter sink, or <see langword="null"/> when the pipeline has none.</summary>
    /// <param name="capture">The sinks.</param>
    /// <param name="graph">The pipeline.</param>
    public static CapturedSink? DeadLetters(SinkCapture capture, StreamGraph graph) =>
        capture.Sinks.FirstOrDefault(sink => ReferenceEquals(sink.Definition, graph.Definition.DeadLetter));

    /// <summary>A sink's name with its path as short as in the pipeline.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="folder">The folder that relative paths begin at.</param>
    public static string Describe(CapturedSink sink, string folder) => sink.Name.Replace(folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal);

    private static CliException Wrong(PipelineCase one, string what, List<CapturedSink> sinks, string folder) => new(
        ExitCode.InvalidPipeline,
        $"The case '{one.Name}' (line {one.Mark.Line}) {what}. The sinks are: {string.Join("; ", sinks.Select((sink, index) => $"{index + 1} {Describe(sink, folder)}"))}.");
}
