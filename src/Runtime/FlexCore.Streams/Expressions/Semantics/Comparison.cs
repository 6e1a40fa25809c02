using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>JavaScript's equality and order (ECMA-262, "Testing and Comparison Operations").</summary>
internal static class Comparison
{
    /// <summary>
    /// <c>===</c>, except that lists and objects are equal by content, because data has no identity, and that two numbers that carry all
    /// their digits are equal when the digits are.
    /// </summary>
    public static bool StrictEquals(in Evaluation e, Value left, Value right)
    {
        if (left.TryGetNumber(out var a) && right.TryGetNumber(out var b))
        {
            return a == b;
        }

        if (left.IsNumber && right.IsNumber)
        {
            return left.TryGetExactNumber(out var first) && right.TryGetExactNumber(out var second)
                ? string.Equals(first.Text, second.Text, StringComparison.Ordinal)
                : left.AsNumber() == right.AsNumber();
        }

        Account(e, left, right);
        return left.Equals(right);
    }

    /// <summary><c>==</c></summary>
    public static bool LooseEquals(in Evaluation e, Value left, Value right)
    {
        var leftKind = left.Kind;
        var rightKind = right.Kind;
        if (leftKind == rightKind || (IsComposite(leftKind) && IsComposite(rightKind)))
        {
            return StrictEquals(e, left, right);
        }

        if (left.IsNullish || right.IsNullish)
        {
            return left.IsNullish && right.IsNullish;
        }

        if (IsComposite(leftKind) && rightKind != ValueKind.Boolean)
        {
            return LooseEquals(e, Coercion.ToText(e, left), right);
        }

        if (IsComposite(rightKind) && leftKind != ValueKind.Boolean)
        {
            return LooseEquals(e, left, Coercion.ToText(e, right));
        }

        return Coercion.ToNumber(e, left) == Coercion.ToNumber(e, right);
    }

    /// <summary>Equality of <c>includes</c>: like <c>===</c>, but NaN equals NaN.</summary>
    public static bool SameValueZero(in Evaluation e, Value left, Value right)
    {
        return StrictEquals(e, left, right)
            || (left.IsNumber && right.IsNumber && double.IsNaN(left.AsNumber()) && double.IsNaN(right.AsNumber()));
    }

    /// <summary>The order of two operands of a relation; null when one of them is not a number.</summary>
    public static int? Order(in Evaluation e, Value left, Value right)
    {
        left = Coercion.ToPrimitive(e, left);
        right = Coercion.ToPrimitive(e, right);
        if (left.IsString && right.IsString)
        {
            e.SpendText(Math.Min(left.TextLength, right.TextLength));
            return Text.Compare(left, right);
        }

        var a = Coercion.ToNumber(e, left);
        var b = Coercion.ToNumber(e, right);
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : null;
    }

    private static bool IsComposite(ValueKind kind) => kind is ValueKind.Array or ValueKind.Object;

    private static void Account(in Evaluation e, Value left, Value right)
    {
        if (left.Kind != right.Kind)
        {
            return;
        }

        if (IsComposite(left.Kind))
        {
            e.SpendText(Math.Min(Extent.Of(left).Size, Extent.Of(right).Size));
        }
        else
        {
            e.SpendText(Math.Min(left.TextLength, right.TextLength));
        }
    }
}
