using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>An operation whose result is true or false.</summary>
internal abstract class TruthNode : Node
{
    public sealed override Value Evaluate(in Evaluation e) => Value.Boolean(EvaluateTruth(e));

    public abstract override bool EvaluateTruth(in Evaluation e);
}

/// <summary><c>&lt; &lt;= &gt; &gt;=</c></summary>
internal sealed class RelationNode<TRelation>(Node left, Node right, SourcePosition position) : TruthNode
    where TRelation : struct, IRelation
{
    public override bool EvaluateTruth(in Evaluation e)
    {
        var first = left.Evaluate(e);
        var second = right.Evaluate(e);
        if (first.TryGetNumber(out var a) && second.TryGetNumber(out var b))
        {
            return TRelation.Holds(a, b);
        }

        e.At(position);
        return Comparison.Order(e, first, second) is { } order && TRelation.Holds(order);
    }
}

/// <summary>A relation with a number that is known when the expression is compiled.</summary>
internal sealed class NumberRelationNode<TRelation, TOperand>(TOperand left, double right, SourcePosition position) : TruthNode
    where TRelation : struct, IRelation
    where TOperand : struct, IOperand
{
    public override bool EvaluateTruth(in Evaluation e)
    {
        var first = left.Evaluate(e);
        return first.TryGetNumber(out var number) ? TRelation.Holds(number, right) : HoldsSlow(e, first);
    }

    private bool HoldsSlow(in Evaluation e, Value first)
    {
        e.At(position);
        return Comparison.Order(e, first, Value.Number(right)) is { } order && TRelation.Holds(order);
    }
}

/// <summary><c>=== !== == !=</c></summary>
internal sealed class EqualityNode(Node left, Node right, EqualityKind kind, SourcePosition position) : TruthNode
{
    public override bool EvaluateTruth(in Evaluation e)
    {
        var first = left.Evaluate(e);
        var second = right.Evaluate(e);
        e.At(position);
        return kind switch
        {
            EqualityKind.Strict => Comparison.StrictEquals(e, first, second),
            EqualityKind.StrictNot => !Comparison.StrictEquals(e, first, second),
            EqualityKind.Loose => Comparison.LooseEquals(e, first, second),
            _ => !Comparison.LooseEquals(e, first, second),
        };
    }
}

/// <summary>Strict equality with a text that is known when the expression is compiled.</summary>
internal sealed class TextEqualityNode<TOperand>(TOperand left, Value text, bool isNegated) : TruthNode
    where TOperand : struct, IOperand
{
    public override bool EvaluateTruth(in Evaluation e)
    {
        var value = left.Evaluate(e);
        var isEqual = value.IsUtf8
            ? value.Utf8Span().SequenceEqual(text.Utf8Span())
            : value.Equals(text);
        return isEqual != isNegated;
    }
}

/// <summary>Strict equality with a number that is known when the expression is compiled and needs no exact digits.</summary>
internal sealed class NumberEqualityNode<TOperand>(TOperand left, double number, bool isNegated) : TruthNode
    where TOperand : struct, IOperand
{
    public override bool EvaluateTruth(in Evaluation e)
    {
        var value = left.Evaluate(e);
        var isEqual = value.TryGetNumber(out var actual) ? actual == number : value.IsNumber && value.AsNumber() == number;
        return isEqual != isNegated;
    }
}

/// <summary>The four equality operators.</summary>
internal enum EqualityKind
{
    Strict,
    StrictNot,
    Loose,
    LooseNot,
}

/// <summary><c>in</c></summary>
internal sealed class InNode(Node key, Node target, SourcePosition position) : TruthNode
{
    public override bool EvaluateTruth(in Evaluation e)
    {
        var name = key.Evaluate(e);
        var from = target.Evaluate(e);
        e.At(position);
        return Members.Has(e, from, name);
    }
}

/// <summary><c>!x</c></summary>
internal sealed class NotNode(Node operand) : TruthNode
{
    public override bool EvaluateTruth(in Evaluation e) => !operand.EvaluateTruth(e);
}
