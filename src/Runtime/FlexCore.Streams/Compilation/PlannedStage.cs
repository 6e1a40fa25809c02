using FlexCore.Streams.Graphs;
using FlexCore.Streams.Operators;

namespace FlexCore.Streams.Compilation;

/// <summary>A step with state and the segment behind it, while steps are still added to the segment.</summary>
/// <param name="Step">The step's index.</param>
/// <param name="Create">Makes the operator.</param>
/// <param name="Emitted">The record as the step emits it.</param>
/// <param name="Segment">The segment behind it.</param>
internal sealed record PlannedStage(int Step, Func<IStatefulOperator> Create, RecordScope Emitted, SegmentBuilder Segment)
{
    /// <summary>The final plan.</summary>
    public StatefulPlan Build() => new(Step, Create, Emitted.ToDeliveredLayout(), Segment.Build(), Segment.BuildEnd());
}
