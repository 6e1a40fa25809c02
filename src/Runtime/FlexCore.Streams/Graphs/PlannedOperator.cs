using FlexCore.Streams.Observation;

namespace FlexCore.Streams.Graphs;

/// <summary>An operator of a segment.</summary>
/// <param name="Step">The index of the step that it belongs to; -1 is the source.</param>
/// <param name="Make">Makes it, once for each worker.</param>
/// <param name="IsPreparation">Whether it only computes cells for a step with state behind the segment, which counts the records itself.</param>
internal sealed record PlannedOperator(int Step, Func<RunMeters, IRowOperator> Make, bool IsPreparation = false);
