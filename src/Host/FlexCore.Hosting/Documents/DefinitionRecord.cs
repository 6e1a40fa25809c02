using System.Text.Json;
using FlexCore.Application.Streams;
using FlexCore.Domain.DataStreams;
using FlexCore.Streams.Definition;

namespace FlexCore.Hosting.Documents;

/// <summary>Writes a pipeline into the form that the data stream's history keeps.</summary>
public static class DefinitionRecord
{
    /// <summary>The record of a pipeline.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="graph">Its graph, whose fingerprint decides about resuming.</param>
    public static DataStreamDefinition From(PipelineDefinition definition, IStreamGraph graph) => new(
        Schema: "{}",
        Source: Text(definition.Source.ToString()),
        Transform: Text(string.Join(" | ", definition.Steps.Select(step => step.Kind))),
        Target: Text(string.Join(" | ", definition.AllSinks().Select(sink => sink.ToString()))),
        Fingerprint: graph.Fingerprint);

    private static string Text(string? description) => JsonSerializer.Serialize(description, RecordJson.Default.String);
}
