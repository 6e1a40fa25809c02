using FlexCore.Streams.Operators;

namespace FlexCore.Streams.Graphs;

/// <summary>A step with state and the stateless steps after it.</summary>
/// <param name="Step">The step's index in the pipeline.</param>
/// <param name="Create">Makes the operator, empty.</param>
/// <param name="Next">The segment that works on the emitted rows.</param>
internal sealed record StatefulPlan(int Step, Func<IStatefulOperator> Create, SegmentPlan Next);
