using FlexCore.Application.Streams;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;

namespace FlexCore.Streams.Execution;

/// <summary>Names the operators of a graph and makes their meters.</summary>
internal static class GraphMeters
{
    /// <summary>Makes the meters of a run.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="run">The run.</param>
    /// <param name="workers">The number of workers behind the source.</param>
    /// <param name="clock">Measures time.</param>
    public static RunMeters Of(StreamGraph graph, StreamRunOptions run, int workers, TimeProvider clock)
    {
        var plan = graph.Plan;
        var steps = plan.Failures.Steps.Select((step, index) => new OperatorIdentity(
            step.Name, step.Name[(step.Name.LastIndexOf(':') + 1)..], plan.Edges[index], plan.ParallelSteps.Contains(index)));
        var sinks = plan.Sinks.Select((sink, index) => new OperatorIdentity(FormattableString.Invariant($"sink:{index + 1}"), "sink", sink.Layout, IsParallel: false));
        var deadLetter = plan.Failures.DeadLetter is { } dead ? [new OperatorIdentity("deadLetter", "sink", dead.Layout, IsParallel: false)] : Array.Empty<OperatorIdentity>();
        return new RunMeters(new MeteredRun(graph.Name, run.Security.Tenant.Value, workers), [.. steps], [.. sinks, .. deadLetter], clock);
    }
}
