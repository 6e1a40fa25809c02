using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>A bound arrow function.</summary>
/// <param name="parameters">Where its arguments go.</param>
/// <param name="body">Its result.</param>
/// <param name="cost">The steps of one call.</param>
internal sealed class ArrowCallback(Parameter[] parameters, Node body, int cost) : Callback
{
    public override Value Invoke(in Evaluation e, scoped ReadOnlySpan<Value> arguments)
    {
        Bind(e, arguments);
        return body.Evaluate(e);
    }

    public override bool Test(in Evaluation e, scoped ReadOnlySpan<Value> arguments)
    {
        Bind(e, arguments);
        return body.EvaluateTruth(e);
    }

    private void Bind(in Evaluation e, scoped ReadOnlySpan<Value> arguments)
    {
        e.Spend(cost);
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i].Bind(e, i < arguments.Length ? arguments[i] : Value.Undefined);
        }
    }
}
