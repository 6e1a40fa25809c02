using FlexCore.Streams.Operators;

namespace FlexCore.Streams.Compilation;

/// <summary>A compiled step with state.</summary>
/// <param name="Fields">The fields of the rows it emits, from cell 0 on.</param>
/// <param name="Create">Makes the operator.</param>
internal sealed record EmittingStep(IReadOnlyList<string> Fields, Func<IStatefulOperator> Create);
