using FlexCore.Streams.Records;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Graphs;

/// <summary>How a graph is executed. Ends refer to stages, joins and sinks by index; each stage and join comes after everything that feeds it.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="First">The segment behind the source, which workers run in parallel.</param>
/// <param name="Then">Where the first segment's rows go.</param>
/// <param name="Stateful">Steps with state, each with the segment behind it, which run in input order.</param>
/// <param name="Joins">The places where routes come together.</param>
/// <param name="Sinks">All sinks but the dead-letter sink.</param>
/// <param name="Failures">What happens to failed records.</param>
internal sealed record GraphPlan(
    SourcePlan Source,
    SegmentPlan First,
    EndPlan Then,
    IReadOnlyList<StatefulPlan> Stateful,
    IReadOnlyList<JoinPlan> Joins,
    IReadOnlyList<SinkPlan> Sinks,
    FailurePlan Failures)
{
    /// <summary>The rows behind each step, by its index, for taps.</summary>
    public IReadOnlyList<RecordLayout> Edges { get; init; } = [];

    /// <summary>The most records that travel together; <see langword="null"/> for as many as the source reads at once.</summary>
    public int? RecordsAtOnce { get; init; }

    /// <summary>The steps that the workers behind the source run, by index; the others run in input order, one at a time.</summary>
    public IReadOnlySet<int> ParallelSteps { get; init; } = new HashSet<int>();
}
