using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>The place behind a branch where the rows of several routes come together in input order.</summary>
/// <param name="Joined">The rows as they come together, for dead letters.</param>
/// <param name="Next">The segment that works on them.</param>
/// <param name="Then">Where they go.</param>
internal sealed record JoinPlan(RecordLayout Joined, SegmentPlan Next, EndPlan Then);
