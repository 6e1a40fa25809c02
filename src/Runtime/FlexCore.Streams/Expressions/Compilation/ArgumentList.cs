using System.Runtime.CompilerServices;
using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>The bound arguments of a call.</summary>
/// <param name="nodes">The plain arguments; null at the place of a function or a regular expression.</param>
/// <param name="callback">The argument that is a function.</param>
/// <param name="pattern">The argument or receiver that is a regular expression.</param>
internal sealed class ArgumentList(Node?[] nodes, Callback? callback, TextPattern? pattern)
{
    private readonly bool _hasSpread = nodes.Any(static node => node is SpreadNode);

    /// <summary>The only argument, when there is just one and it is known when the expression is compiled.</summary>
    public Value? SingleConstant => nodes is [ConstantNode constant] ? constant.Constant : null;

    public Value Call(in Evaluation e, FunctionEntry function, Value self, SourcePosition position)
    {
        var buffer = default(Buffer);
        var items = Evaluate(e, buffer);
        e.At(position);
        e.Spend(1);
        return function.Body(e, new Arguments(self, items, callback, pattern));
    }

    private ReadOnlySpan<Value> Evaluate(in Evaluation e, Span<Value> buffer)
    {
        if (_hasSpread)
        {
            return EvaluateSpread(e);
        }

        var items = nodes.Length <= buffer.Length ? buffer[..nodes.Length] : new Value[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            items[i] = nodes[i]?.Evaluate(e) ?? Value.Undefined;
        }

        return items;
    }

    private Value[] EvaluateSpread(in Evaluation e)
    {
        var items = new List<Value>();
        foreach (var node in nodes)
        {
            if (node is SpreadNode spread)
            {
                spread.AddTo(e, items);
            }
            else
            {
                items.Add(node?.Evaluate(e) ?? Value.Undefined);
            }
        }

        return [.. items];
    }

    [InlineArray(4)]
    private struct Buffer
    {
        private Value _first;
    }
}
