using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions;

/// <summary>The row that an expression reads.</summary>
/// <param name="slots">The row's slots; at least as many as the highest slot the expression was bound to.</param>
public readonly ref struct EvaluationFrame(ReadOnlySpan<Value> slots)
{
    /// <summary>The row's slots.</summary>
    public ReadOnlySpan<Value> Slots { get; } = slots;
}
