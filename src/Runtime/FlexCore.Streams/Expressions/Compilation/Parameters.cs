using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>Puts an argument where an arrow function's body finds it.</summary>
/// <param name="fallback">The value used for <c>undefined</c>; null without one.</param>
internal abstract class Parameter(Node? fallback)
{
    public void Bind(in Evaluation e, Value argument) =>
        Store(e, fallback is not null && argument.IsUndefined ? fallback.Evaluate(e) : argument);

    protected abstract void Store(in Evaluation e, Value argument);
}

/// <summary><c>x</c></summary>
internal sealed class NameParameter(int local, Node? fallback) : Parameter(fallback)
{
    protected override void Store(in Evaluation e, Value argument) => e.Locals[local] = argument;
}

/// <summary><c>[key, value]</c></summary>
internal sealed class ArrayParameter(Parameter?[] items, Node? fallback, SourcePosition position) : Parameter(fallback)
{
    protected override void Store(in Evaluation e, Value argument)
    {
        e.At(position);
        List<Value> values = [];
        Iteration.AddTo(e, argument, values);
        for (var i = 0; i < items.Length; i++)
        {
            items[i]?.Bind(e, i < values.Count ? values[i] : Value.Undefined);
        }
    }
}

/// <summary><c>{ id, name: n }</c></summary>
internal sealed class ObjectParameter(KeyValuePair<string, Parameter>[] fields, Node? fallback, SourcePosition position) : Parameter(fallback)
{
    protected override void Store(in Evaluation e, Value argument)
    {
        e.At(position);
        if (argument.IsNullish)
        {
            throw e.Fail(ExpressionErrorCode.WrongKind, $"The parameter takes fields from an object, but got {argument}.");
        }

        foreach (var (name, parameter) in fields)
        {
            e.At(position);
            parameter.Bind(e, Members.Get(e, argument, name));
        }
    }
}
