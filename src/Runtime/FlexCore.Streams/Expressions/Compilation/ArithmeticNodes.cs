using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>An operator whose operands and result are numbers.</summary>
internal sealed class ArithmeticNode<TOperation>(Node left, Node right) : Node
    where TOperation : struct, INumberOperation
{
    public override Value Evaluate(in Evaluation e) => Value.Number(EvaluateNumber(e));

    public override double EvaluateNumber(in Evaluation e)
    {
        var first = left.EvaluateNumber(e);
        return TOperation.Apply(first, right.EvaluateNumber(e));
    }
}

/// <summary><c>+</c>: adds numbers, joins when one side is text.</summary>
internal sealed class AddNode(Node left, Node right, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var first = left.Evaluate(e);
        var second = right.Evaluate(e);
        return first.TryGetNumber(out var a) && second.TryGetNumber(out var b) ? Value.Number(a + b) : AddSlow(e, first, second);
    }

    private Value AddSlow(in Evaluation e, Value first, Value second)
    {
        e.At(position);
        first = Coercion.ToPrimitive(e, first);
        second = Coercion.ToPrimitive(e, second);
        if (!first.IsString && !second.IsString)
        {
            return Value.Number(Coercion.ToNumber(e, first) + Coercion.ToNumber(e, second));
        }

        var builder = new TextBuilder(e);
        builder.Append(Coercion.ToText(e, first));
        builder.Append(Coercion.ToText(e, second));
        return builder.ToValue();
    }
}

/// <summary><c>-x</c></summary>
internal sealed class NegateNode(Node operand) : Node
{
    public override Value Evaluate(in Evaluation e) => Value.Number(-operand.EvaluateNumber(e));

    public override double EvaluateNumber(in Evaluation e) => -operand.EvaluateNumber(e);
}

/// <summary><c>+x</c></summary>
internal sealed class ToNumberNode(Node operand) : Node
{
    public override Value Evaluate(in Evaluation e) => Value.Number(operand.EvaluateNumber(e));

    public override double EvaluateNumber(in Evaluation e) => operand.EvaluateNumber(e);
}

/// <summary><c>~x</c></summary>
internal sealed class BitNotNode(Node operand) : Node
{
    public override Value Evaluate(in Evaluation e) => Value.Number(~Coercion.ToInt32(operand.EvaluateNumber(e)));
}

/// <summary><c>typeof x</c></summary>
internal sealed class TypeOfNode(Node operand) : Node
{
    public override Value Evaluate(in Evaluation e) => Kinds.TypeOf(operand.Evaluate(e));
}

/// <summary>A template literal.</summary>
internal sealed class TemplateNode(Value[] texts, Node[] parts, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var builder = new TextBuilder(e);
        builder.Append(texts[0]);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i].Evaluate(e);
            e.At(position);
            if (part.TryGetNumber(out var number))
            {
                builder.Append(number);
            }
            else
            {
                builder.Append(Coercion.ToText(e, part));
            }

            builder.Append(texts[i + 1]);
        }

        return builder.ToValue();
    }
}
