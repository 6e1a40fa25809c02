using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary><c>target.name</c> or <c>target?.name</c></summary>
internal sealed class MemberNode(Node target, string name, bool isOptional, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e) => Get(e, target.Evaluate(e));

    public override bool TryEvaluateLink(in Evaluation e, out Value value)
    {
        if (!target.TryEvaluateLink(e, out value) || (isOptional && value.IsNullish))
        {
            return false;
        }

        value = Get(e, value);
        return true;
    }

    private Value Get(in Evaluation e, Value from)
    {
        e.At(position);
        return Members.Get(e, from, name);
    }
}

/// <summary><c>target[key]</c> or <c>target?.[key]</c></summary>
internal sealed class IndexNode(Node target, Node key, bool isOptional, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var from = target.Evaluate(e);
        return Get(e, from);
    }

    public override bool TryEvaluateLink(in Evaluation e, out Value value)
    {
        if (!target.TryEvaluateLink(e, out value) || (isOptional && value.IsNullish))
        {
            return false;
        }

        value = Get(e, value);
        return true;
    }

    private Value Get(in Evaluation e, Value from)
    {
        var at = key.Evaluate(e);
        e.At(position);
        return Members.Get(e, from, at);
    }
}
