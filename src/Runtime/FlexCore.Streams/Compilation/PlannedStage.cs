using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Compilation;

/// <summary>A step with state and the segment behind it, while steps are still added to the segment.</summary>
/// <param name="Step">The step's index.</param>
/// <param name="Emitting">The compiled step.</param>
/// <param name="Segment">The segment behind it.</param>
internal sealed record PlannedStage(int Step, EmittingStep Emitting, SegmentBuilder Segment)
{
    /// <summary>The final plan.</summary>
    public StatefulPlan Build() => new(Step, Emitting.Create, RecordScope.Emitted(Emitting.Fields).ToLayout(), Segment.Build());
}
