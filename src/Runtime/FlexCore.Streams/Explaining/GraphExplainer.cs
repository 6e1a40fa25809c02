using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Explaining;

/// <summary>Explains compiled pipelines. Pure; thread-safe.</summary>
public static class GraphExplainer
{
    private const string FromSteps = "steps";
    private const string FromDeadLetters = "dead letters";

    /// <summary>Explains a graph.</summary>
    /// <param name="graph">The graph.</param>
    public static GraphExplanation Explain(StreamGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var definition = graph.Definition;
        var walk = new StepWalk(graph.Plan);
        walk.Walk(definition.Steps, StepWalk.FirstSegment);
        var ends = walk.RouteSinks.Concat(definition.Sinks.Select(sink => (Sink: sink, From: FromSteps)));
        if (definition.DeadLetter is { } deadLetter)
        {
            ends = ends.Append((deadLetter, FromDeadLetters));
        }

        return new GraphExplanation(
            graph.Name,
            graph.Fingerprint,
            new SourceExplanation(SourceKind(definition.Source), graph.IsLive, graph.IsResumable, graph.Plan.Source.IsReplayable, graph.Delivered.Fields, graph.Delivered.IsWhole),
            walk.Steps,
            [.. ends.Select(end => new SinkExplanation(SinkName.Of(end.Sink), end.From, Guarantee(end.Sink, graph)))],
            definition.Partitions,
            definition.Parallelism,
            definition.CheckpointEvery);
    }

    private static DeliveryGuarantee Guarantee(SinkDefinition sink, StreamGraph graph)
    {
        // What was written stays written where the target cannot take it back.
        var canUndo = sink is FileSinkDefinition or SqliteSinkDefinition or TopicSinkDefinition;
        if (!canUndo || (graph.IsResumable && !graph.IsReplayable))
        {
            return DeliveryGuarantee.AtLeastOnce;
        }

        return graph.IsResumable ? DeliveryGuarantee.ExactlyOnce
            : sink is FileSinkDefinition ? DeliveryGuarantee.AllOrNothing
            : DeliveryGuarantee.AtLeastOnce;
    }

    private static string SourceKind(SourceDefinition source) => Lower(source.GetType().Name.Replace("SourceDefinition", string.Empty, StringComparison.Ordinal));

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
