using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>A function passed as an argument: an arrow function or the name of a built-in one.</summary>
internal abstract class Callback
{
    /// <summary>Calls the function and accounts for its work.</summary>
    /// <param name="e">The evaluation.</param>
    /// <param name="arguments">What the method passes; the function takes as many as it wants.</param>
    public abstract Value Invoke(in Evaluation e, scoped ReadOnlySpan<Value> arguments);

    /// <summary>Calls the function for its truth.</summary>
    /// <param name="e">The evaluation.</param>
    /// <param name="arguments">What the method passes.</param>
    public virtual bool Test(in Evaluation e, scoped ReadOnlySpan<Value> arguments) => Coercion.ToBoolean(Invoke(e, arguments));
}
