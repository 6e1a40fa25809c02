using FlexCore.Application.Streams;
using FlexCore.Domain.DataStreams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Writing;

namespace FlexCore.Hosting.Documents;

/// <summary>Writes a pipeline into the form that the data stream's history keeps: JSON as in pipeline files, without what may be secret.</summary>
public static class DefinitionRecord
{
    // Thousands of input files given by name are possible; the history then says only that there were too many.
    private const string TooLong = """{"omitted":"longer than the history keeps"}""";

    /// <summary>The record of a pipeline.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="graph">Its graph, whose fingerprint decides about resuming.</param>
    public static DataStreamDefinition From(PipelineDefinition definition, IStreamGraph graph) => new(
        Schema: "{}",
        Source: Bounded(DefinitionSummary.Source(definition)),
        Transform: Bounded(DefinitionSummary.Steps(definition)),
        Target: Bounded(DefinitionSummary.Sinks(definition)),
        Fingerprint: graph.Fingerprint);

    private static string Bounded(string json) => json.Length <= DataStreamLimits.DefinitionPartLengthMax ? json : TooLong;
}
