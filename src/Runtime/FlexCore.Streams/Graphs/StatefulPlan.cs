using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>A step with state and the stateless steps after it.</summary>
/// <param name="Step">The step's index in <see cref="FailurePlan.Steps"/>.</param>
/// <param name="Create">Makes the operator, empty.</param>
/// <param name="Emitted">The rows as the operator emits them.</param>
/// <param name="Next">The segment that works on the emitted rows.</param>
/// <param name="Then">Where they go.</param>
internal sealed record StatefulPlan(int Step, Func<IStatefulOperator> Create, RecordLayout Emitted, SegmentPlan Next, EndPlan Then);
