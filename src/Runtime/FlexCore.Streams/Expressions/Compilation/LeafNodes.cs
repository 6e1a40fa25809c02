using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>A value known when the expression is compiled.</summary>
internal sealed class ConstantNode(Value value) : Node
{
    public Value Constant { get; } = value;

    public override Value Evaluate(in Evaluation e) => Constant;
}

/// <summary>A slot of the row.</summary>
internal sealed class SlotNode(int slot) : Node
{
    public int Slot { get; } = slot;

    public override Value Evaluate(in Evaluation e) => e.Slots[Slot];
}

/// <summary>A parameter of an enclosing arrow function.</summary>
internal sealed class LocalNode(int local) : Node
{
    public override Value Evaluate(in Evaluation e) => e.Locals[local];
}

/// <summary>The end of an optional chain.</summary>
internal sealed class ChainNode(Node links) : Node
{
    public override Value Evaluate(in Evaluation e) => links.TryEvaluateLink(e, out var value) ? value : Value.Undefined;
}
