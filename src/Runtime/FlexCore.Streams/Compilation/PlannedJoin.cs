using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Compilation;

/// <summary>The place where routes come together, while steps are still added behind it.</summary>
/// <param name="Record">The record behind the join.</param>
/// <param name="Segment">The segment behind it.</param>
internal sealed record PlannedJoin(RecordScope Record, SegmentBuilder Segment)
{
    /// <summary>The final plan.</summary>
    public JoinPlan Build() => new(Record.ToDeliveredLayout(), Segment.Build(), Segment.BuildEnd());
}
