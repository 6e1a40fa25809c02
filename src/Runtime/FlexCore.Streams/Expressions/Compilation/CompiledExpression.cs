using System.Runtime.CompilerServices;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Compilation;

/// <summary>An expression that is bound to the slots of a row. Immutable: any number of threads may evaluate it at the same time.</summary>
public sealed class CompiledExpression
{
    private readonly Node _root;
    private readonly int _localCount;
    private readonly ExpressionLimits _limits;

    internal CompiledExpression(ExpressionSyntax syntax, Node root, int localCount, ExpressionLimits limits, IReadOnlyList<ReferencedPath> paths)
    {
        (Syntax, _root, _localCount, _limits, ReferencedPaths) = (syntax, root, localCount, limits, paths);
        ReferencedSlots = [.. paths.Select(static path => path.Slot).Distinct().Order()];
        ReferencedNames = [.. paths.Select(static path => path.Root).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The tree this was compiled from.</summary>
    public ExpressionSyntax Syntax { get; }

    /// <summary>What the expression reads, as far below the root as is known.</summary>
    public IReadOnlyList<ReferencedPath> ReferencedPaths { get; }

    /// <summary>The slots the expression reads, ascending.</summary>
    public IReadOnlyList<int> ReferencedSlots { get; }

    /// <summary>The root names the expression reads, in alphabetical order.</summary>
    public IReadOnlyList<string> ReferencedNames { get; }

    /// <summary>Whether the value is the same for every row.</summary>
    public bool IsConstant => ReferencedPaths.Count == 0;

    /// <summary>Computes the value for one row.</summary>
    /// <param name="frame">The row.</param>
    /// <returns>The value; text in it may share the row's buffers.</returns>
    /// <exception cref="ExpressionException">The operation does not exist for the row's values, or a limit is reached.</exception>
    public Value Evaluate(in EvaluationFrame frame)
    {
        var budget = new EvaluationBudget(_limits);
        if (_localCount == 0)
        {
            return _root.Evaluate(new Evaluation(frame.Slots, [], ref budget));
        }

        var locals = default(LocalBuffer);
        return _root.Evaluate(new Evaluation(frame.Slots, LocalsIn(locals), ref budget));
    }

    /// <summary>Computes the value's truth for one row, without making the value where possible: the way filters run.</summary>
    /// <param name="frame">The row.</param>
    /// <exception cref="ExpressionException">As <see cref="Evaluate"/>.</exception>
    public bool EvaluateTruth(in EvaluationFrame frame)
    {
        if (_localCount > 0)
        {
            return Coercion.ToBoolean(Evaluate(frame));
        }

        var budget = new EvaluationBudget(_limits);
        return _root.EvaluateTruth(new Evaluation(frame.Slots, [], ref budget));
    }

    /// <summary>Computes the value as a number for one row, as <c>Number(…)</c> gives it.</summary>
    /// <param name="frame">The row.</param>
    /// <returns>The number; NaN when the value is none.</returns>
    /// <exception cref="ExpressionException">As <see cref="Evaluate"/>.</exception>
    public double EvaluateNumber(in EvaluationFrame frame)
    {
        var budget = new EvaluationBudget(_limits);
        if (_localCount == 0)
        {
            return _root.EvaluateNumber(new Evaluation(frame.Slots, [], ref budget));
        }

        var locals = default(LocalBuffer);
        return _root.EvaluateNumber(new Evaluation(frame.Slots, LocalsIn(locals), ref budget));
    }

    /// <summary>The expression's text.</summary>
    public override string ToString() => Syntax.ToString();

    private Span<Value> LocalsIn(Span<Value> buffer) => _localCount <= buffer.Length ? buffer : new Value[_localCount];

    [InlineArray(4)]
    private struct LocalBuffer
    {
        private Value _first;
    }
}
