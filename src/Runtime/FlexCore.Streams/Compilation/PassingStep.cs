using FlexCore.Streams.Operators;

namespace FlexCore.Streams.Compilation;

/// <summary>A compiled step with state that passes on the records it gets: they keep their cells, and fields that nobody has read yet can still be read behind it.</summary>
/// <param name="Record">The record behind the step.</param>
/// <param name="Create">Makes the operator, whose output rows are as wide as its input rows.</param>
internal sealed record PassingStep(RecordScope Record, Func<IStatefulOperator> Create);
