using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary><c>...items</c> inside a list, an object or arguments.</summary>
internal sealed class SpreadNode(Node operand, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e) => operand.Evaluate(e);

    /// <summary>Adds the items of a list, or the characters of text.</summary>
    /// <param name="e">The evaluation.</param>
    /// <param name="items">Where they go.</param>
    public void AddTo(in Evaluation e, List<Value> items)
    {
        var value = operand.Evaluate(e);
        e.At(position);
        Iteration.AddTo(e, value, items);
    }

    /// <summary>Sets the fields of an object; text and lists have fields called 0, 1, ….</summary>
    /// <param name="e">The evaluation.</param>
    /// <param name="target">Where they go.</param>
    public void AddTo(in Evaluation e, ObjectValue target)
    {
        var value = operand.Evaluate(e);
        e.At(position);
        foreach (var (name, field) in Iteration.FieldsOf(e, value))
        {
            target.Set(name, field);
        }
    }
}

/// <summary><c>[a, ...b]</c></summary>
internal sealed class ArrayNode(Node[] items, SourcePosition position) : Node
{
    private readonly bool _hasSpread = items.Any(static item => item is SpreadNode);

    public override Value Evaluate(in Evaluation e)
    {
        if (_hasSpread)
        {
            return EvaluateSpread(e);
        }

        var values = new Value[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = items[i].Evaluate(e);
        }

        e.At(position);
        return e.Array(values);
    }

    private Value EvaluateSpread(in Evaluation e)
    {
        var values = new List<Value>();
        foreach (var item in items)
        {
            if (item is SpreadNode spread)
            {
                spread.AddTo(e, values);
            }
            else
            {
                values.Add(item.Evaluate(e));
            }
        }

        e.At(position);
        return e.Array([.. values]);
    }
}

/// <summary>A field of an object literal; the key is null for a spread.</summary>
/// <param name="Name">The name, when it is known when the expression is compiled.</param>
/// <param name="Key">The computed name.</param>
/// <param name="Value">The value, or the spread.</param>
internal sealed record ObjectMember(string? Name, Node? Key, Node Value);

/// <summary><c>{ a: 1, ...b }</c></summary>
internal sealed class ObjectNode(ObjectMember[] members, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var result = new ObjectValue(members.Length);
        foreach (var member in members)
        {
            if (member.Value is SpreadNode spread)
            {
                spread.AddTo(e, result);
                continue;
            }

            var name = member.Name ?? Coercion.ToKey(e, member.Key?.Evaluate(e) ?? default);
            result.Set(name, member.Value.Evaluate(e));
        }

        e.At(position);
        return e.Object(result);
    }
}
