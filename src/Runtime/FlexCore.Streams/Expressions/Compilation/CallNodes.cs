using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary><c>f(x)</c></summary>
internal sealed class FunctionCallNode(FunctionEntry function, ArgumentList arguments, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e) => arguments.Call(e, function, Value.Undefined, position);
}

/// <summary><c>target.method(x)</c> or <c>target?.method(x)</c></summary>
internal sealed class MethodCallNode(Node target, MethodSet methods, ArgumentList arguments, bool isOptional, SourcePosition position) : Node
{
    public override Value Evaluate(in Evaluation e) => Call(e, target.Evaluate(e));

    public override bool TryEvaluateLink(in Evaluation e, out Value value)
    {
        if (!target.TryEvaluateLink(e, out value) || (isOptional && value.IsNullish))
        {
            return false;
        }

        value = Call(e, value);
        return true;
    }

    public Node Target => target;

    public string Name => methods.Name;

    public ArgumentList Arguments => arguments;

    /// <summary>Calls the method of a receiver.</summary>
    /// <param name="e">The evaluation.</param>
    /// <param name="self">The receiver.</param>
    public Value Call(in Evaluation e, Value self)
    {
        if (!self.IsNullish && methods.For(self) is { } method)
        {
            return arguments.Call(e, method, self, position);
        }

        e.At(position);
        throw e.Fail(
            ExpressionErrorCode.WrongKind,
            self.IsNullish
                ? $"Cannot call {methods.Name}() of {self}: write '?.{methods.Name}(…)' where the value before it may be missing."
                : $"There is no {methods.Name}() of {Kinds.Describe(self)}.");
    }
}

/// <summary>A question about text whose answer the bytes give.</summary>
internal interface ITextTest
{
    static abstract bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> search);
}

internal readonly struct StartsWith : ITextTest
{
    public static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> search) => text.StartsWith(search);
}

internal readonly struct EndsWith : ITextTest
{
    public static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> search) => text.EndsWith(search);
}

internal readonly struct Includes : ITextTest
{
    public static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> search) => text.IndexOf(search) >= 0;
}

/// <summary><c>target.startsWith("…")</c> and its relatives, when the search text is known when the expression is compiled.</summary>
internal sealed class TextTestNode<TTest, TOperand>(TOperand target, Value search, MethodCallNode general) : TruthNode
    where TTest : struct, ITextTest
    where TOperand : struct, IOperand
{
    public override bool EvaluateTruth(in Evaluation e)
    {
        var value = target.Evaluate(e);
        if (!value.IsUtf8)
        {
            return Coercion.ToBoolean(general.Call(e, value));
        }

        e.SpendText(value.TextLength);
        return TTest.Holds(value.Utf8Span(), search.Utf8Span());
    }
}

/// <summary><c>text.split("…")[n]</c>, when separator and index are known when the expression is compiled: the part without the list.</summary>
internal sealed class SplitPartNode(Node target, Value separator, int index, Node general) : Node
{
    public override Value Evaluate(in Evaluation e)
    {
        var text = target.Evaluate(e);
        if (!text.IsUtf8)
        {
            return general.Evaluate(e);
        }

        e.SpendText(text.TextLength);
        var bytes = text.Utf8Span();
        var search = separator.Utf8Span();
        var start = 0;
        for (var i = 0; ; i++)
        {
            var length = Text.Find(bytes[start..], search);
            if (i == index)
            {
                return text.Utf8Part(start, length < 0 ? bytes.Length - start : length);
            }

            if (length < 0)
            {
                return Value.Undefined;
            }

            start += length + search.Length;
        }
    }
}
