using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary><c>&amp;&amp;</c></summary>
internal sealed class AndNode(Node left, Node right) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var first = left.Evaluate(e);
        return Coercion.ToBoolean(first) ? right.Evaluate(e) : first;
    }

    public override bool EvaluateTruth(in Evaluation e) => left.EvaluateTruth(e) && right.EvaluateTruth(e);
}

/// <summary><c>||</c></summary>
internal sealed class OrNode(Node left, Node right) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var first = left.Evaluate(e);
        return Coercion.ToBoolean(first) ? first : right.Evaluate(e);
    }

    public override bool EvaluateTruth(in Evaluation e) => left.EvaluateTruth(e) || right.EvaluateTruth(e);
}

/// <summary><c>??</c></summary>
internal sealed class CoalesceNode(Node left, Node right) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var first = left.Evaluate(e);
        return first.IsNullish ? right.Evaluate(e) : first;
    }
}

/// <summary><c>condition ? a : b</c></summary>
internal sealed class ConditionalNode(Node condition, Node whenTrue, Node whenFalse) : Node
{
    public override Value Evaluate(in Evaluation e) => Chosen(e).Evaluate(e);

    public override bool EvaluateTruth(in Evaluation e) => Chosen(e).EvaluateTruth(e);

    public override double EvaluateNumber(in Evaluation e) => Chosen(e).EvaluateNumber(e);

    private Node Chosen(in Evaluation e) => condition.EvaluateTruth(e) ? whenTrue : whenFalse;
}
