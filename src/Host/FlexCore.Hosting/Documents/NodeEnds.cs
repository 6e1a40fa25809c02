using FlexCore.Application.Pipelines.Documents;
using FlexCore.Streams.Definition;

namespace FlexCore.Hosting.Documents;

/// <summary>Sources and sinks as a node sees them: a node has no standard input and output that a pipeline could use. Pure.</summary>
internal static class NodeEnds
{
    private const string SourceSuffix = "SourceDefinition";
    private const string SinkSuffix = "SinkDefinition";

    /// <summary>Puts a job's files in the place of its source and of standard output.</summary>
    public static PipelineDefinition Replace(PipelineDefinition definition, CompileDocumentOptions options)
    {
        if (options.InputFile is { } input)
        {
            definition = definition with { Source = new FileSourceDefinition([DefinitionText.FromString(input)]) { Framing = definition.Source.Framing } };
        }

        return options.OutputFile is not { } output ? definition : definition with
        {
            Sinks = EquatableList.From(definition.Sinks.Select(sink =>
                sink is StdoutSinkDefinition stdout ? new FileSinkDefinition(DefinitionText.FromString(output)) { Format = stdout.Format } : sink)),
        };
    }

    /// <summary>The mistakes that are none on a command line.</summary>
    public static IEnumerable<DocumentFinding> Check(PipelineDefinition definition)
    {
        foreach (var source in definition.AllSources().OfType<StdinSourceDefinition>())
        {
            yield return new DocumentFinding(
                "stdin-on-node", "A node has no standard input to read.", source.Mark.Line, source.Mark.Column, "Use another source, or send the records with a job.");
        }

        foreach (var sink in definition.Sinks.Append(definition.DeadLetter).OfType<StdoutSinkDefinition>())
        {
            yield return new DocumentFinding(
                "stdout-on-node", "A node has no standard output for records.", sink.Mark.Line, sink.Mark.Column, "Use a file, table or topic sink.");
        }
    }

    /// <summary>The event topic that takes the stream's records over HTTP: the stream's own with the source http, else the only one that it reads; null when there is none, or several.</summary>
    public static string? TopicOf(PipelineDefinition definition)
    {
        var sources = definition.AllSources().ToList();
        var topics = sources.OfType<TopicSourceDefinition>().Select(topic => topic.Name.Text).Distinct(StringComparer.Ordinal).ToList();
        return sources.Any(source => source is HttpSourceDefinition) ? definition.Name.Text : topics is [var only] ? only : null;
    }

    /// <summary>The key of a source in documents.</summary>
    public static string KindOf(SourceDefinition source) => Kind(source.GetType().Name, SourceSuffix);

    /// <summary>The key of a sink in documents.</summary>
    public static string KindOf(SinkDefinition sink) => Kind(sink.GetType().Name, SinkSuffix);

    private static string Kind(string type, string suffix) => type.EndsWith(suffix, StringComparison.Ordinal) ? type[..^suffix.Length] : type;
}
