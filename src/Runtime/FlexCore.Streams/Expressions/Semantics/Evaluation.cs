using System.Runtime.CompilerServices;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>One evaluation under way: the row, the parameters of arrow functions, and what may still be spent.</summary>
internal readonly ref struct Evaluation
{
    public readonly ReadOnlySpan<Value> Slots;
    public readonly Span<Value> Locals;
    private readonly ref EvaluationBudget _budget;

    public Evaluation(ReadOnlySpan<Value> slots, Span<Value> locals, ref EvaluationBudget budget)
    {
        Slots = slots;
        Locals = locals;
        _budget = ref budget;
    }

    /// <summary>Says which operation is under way, for error messages.</summary>
    /// <param name="position">Where it is in the expression.</param>
    public void At(SourcePosition position) => _budget.Position = position;

    /// <summary>Accounts for work.</summary>
    /// <param name="steps">See <see cref="ExpressionLimits.MaxSteps"/>.</param>
    /// <exception cref="ExpressionException">The limit is reached.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Spend(long steps)
    {
        _budget.Steps -= steps;
        if (_budget.Steps < 0)
        {
            throw OutOfSteps();
        }
    }

    /// <summary>Accounts for scanning text.</summary>
    /// <param name="length">Bytes or characters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SpendText(long length) => Spend((length >> 4) + 1);

    /// <summary>Accounts for a new text, list or object before it is made.</summary>
    /// <param name="size">See <see cref="ExpressionLimits.MaxValueSize"/>.</param>
    /// <exception cref="ExpressionException">The limit is reached.</exception>
    public void Create(long size)
    {
        _budget.Created -= size;
        if (size > _budget.Limits.MaxValueSize || _budget.Created < 0)
        {
            throw TooLarge(size);
        }

        SpendText(size);
    }

    /// <summary>Checks the size of a value that is being built piece by piece.</summary>
    /// <param name="size">Its size so far.</param>
    public void CheckSize(long size)
    {
        if (size > _budget.Limits.MaxValueSize)
        {
            throw TooLarge(size);
        }
    }

    /// <summary>Makes a list and checks its size and depth.</summary>
    /// <param name="items">The items; the caller gives up the array.</param>
    public Value Array(Value[] items) => Array(new ArrayValue(items));

    /// <summary>Checks a new list.</summary>
    /// <param name="array">The list.</param>
    public Value Array(ArrayValue array)
    {
        Create(16L * (array.Count + 1));
        Check(array.Extent);
        return Value.Array(array);
    }

    /// <summary>Checks a new object.</summary>
    /// <param name="object">The object.</param>
    public Value Object(ObjectValue @object)
    {
        Create(32L * (@object.Count + 1));
        Check(@object.Extent);
        return Value.Object(@object);
    }

    public ExpressionException Fail(ExpressionErrorCode code, string message) =>
        new(new ExpressionDiagnostic(code, message, _budget.Position));

    private void Check(Extent extent)
    {
        if (extent.Depth > _budget.Limits.MaxValueDepth)
        {
            throw Fail(
                ExpressionErrorCode.DepthLimit,
                $"A list or object nests deeper than {_budget.Limits.MaxValueDepth} levels (MaxValueDepth).");
        }

        CheckSize(extent.Size);
    }

    private ExpressionException OutOfSteps() => Fail(
        ExpressionErrorCode.StepLimit,
        $"The evaluation took more than {_budget.Limits.MaxSteps:N0} steps (MaxSteps).");

    private ExpressionException TooLarge(long size) => size > _budget.Limits.MaxValueSize
        ? Fail(
            ExpressionErrorCode.SizeLimit,
            $"A value of {size:N0} bytes is larger than the {_budget.Limits.MaxValueSize:N0} that are allowed (MaxValueSize).")
        : Fail(
            ExpressionErrorCode.SizeLimit,
            $"The evaluation created more than {_budget.Limits.MaxCreated:N0} bytes (MaxCreated).");
}
