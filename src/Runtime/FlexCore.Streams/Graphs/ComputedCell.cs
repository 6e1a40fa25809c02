using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.Graphs;

/// <summary>A cell that an expression fills.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Slot">The cell; no expression of the same step reads it.</param>
internal readonly record struct ComputedCell(CompiledExpression Expression, int Slot);
