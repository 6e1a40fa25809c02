using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Graphs;

/// <summary>How a graph is executed.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="First">The segment behind the source, which workers run in parallel.</param>
/// <param name="Stateful">Steps with state, each with the segment behind it, which run in input order.</param>
/// <param name="Sinks">Where the rows go.</param>
/// <param name="Failures">What happens to failed records.</param>
internal sealed record GraphPlan(
    SourcePlan Source,
    SegmentPlan First,
    IReadOnlyList<StatefulPlan> Stateful,
    IReadOnlyList<SinkPlan> Sinks,
    FailurePlan Failures);
