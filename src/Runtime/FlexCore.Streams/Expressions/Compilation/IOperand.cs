using System.Runtime.CompilerServices;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>Where an operand comes from, as a type: a slot is then read in place instead of through a virtual call.</summary>
internal interface IOperand
{
    Value Evaluate(in Evaluation e);
}

internal readonly struct SlotOperand(int slot) : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Evaluate(in Evaluation e) => e.Slots[slot];
}

internal readonly struct NodeOperand(Node node) : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Evaluate(in Evaluation e) => node.Evaluate(e);
}
