using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>A bound operation. Immutable, shared by all threads that evaluate the expression.</summary>
/// <remarks>
/// A tree of small sealed nodes instead of generated code: there is nothing to compile at start-up, it works without a JIT, and the
/// nodes that filters are made of are specialised so that a record costs a few virtual calls and no allocation.
/// </remarks>
internal abstract class Node
{
    public abstract Value Evaluate(in Evaluation e);

    /// <summary>The value's truth; overridden where it is known without making the value.</summary>
    public virtual bool EvaluateTruth(in Evaluation e) => Coercion.ToBoolean(Evaluate(e));

    /// <summary>The value as a number; overridden where it is known without making the value.</summary>
    public virtual double EvaluateNumber(in Evaluation e) => Coercion.ToNumber(e, Evaluate(e));

    /// <summary>Evaluates a link of an optional chain.</summary>
    /// <param name="e">The evaluation.</param>
    /// <param name="value">The link's value.</param>
    /// <returns>False when a <c>?.</c> met a nullish value: the whole chain is <c>undefined</c>.</returns>
    public virtual bool TryEvaluateLink(in Evaluation e, out Value value)
    {
        value = Evaluate(e);
        return true;
    }
}
