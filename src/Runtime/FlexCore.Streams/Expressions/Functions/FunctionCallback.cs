using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>A built-in function passed by name, as in <c>list.map(Number)</c>.</summary>
internal sealed class FunctionCallback(FunctionEntry function) : Callback
{
    public override Value Invoke(in Evaluation e, scoped ReadOnlySpan<Value> arguments)
    {
        e.Spend(1);
        var count = Math.Min(arguments.Length, function.MaxArguments);
        return function.Body(e, new Arguments(Value.Undefined, arguments[..count], null, null));
    }
}
