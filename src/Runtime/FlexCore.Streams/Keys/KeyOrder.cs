using System.Text;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Keys;

/// <summary>A total order over all values, in which keyed results are emitted.</summary>
/// <remarks>
/// First by kind: undefined, null, booleans, numbers, text, lists, objects. Numbers by size with NaN last; text by its code points (the order
/// of UTF-8 bytes); lists item by item; objects by their fields in name order. Numbers of equal nearest double are told apart by their digits.
/// </remarks>
internal static class KeyOrder
{
    /// <summary>Compares two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Negative, zero or positive, as in <see cref="IComparable{T}"/>.</returns>
    public static int Compare(Value left, Value right)
    {
        var kind = left.Kind;
        var rightKind = right.Kind;
        if (kind != rightKind)
        {
            return kind < rightKind ? -1 : 1;
        }

        return kind switch
        {
            ValueKind.Boolean => left.AsBoolean().CompareTo(right.AsBoolean()),
            ValueKind.Number => CompareNumbers(left, right),
            ValueKind.String => CompareTexts(left, right),
            ValueKind.Array => CompareArrays(left.AsArray(), right.AsArray()),
            ValueKind.Object => CompareObjects(left.AsObject(), right.AsObject()),
            _ => 0,
        };
    }

    /// <summary>Compares two keys of several parts, part by part.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other key, of as many parts.</param>
    public static int Compare(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            var order = Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int CompareNumbers(Value left, Value right)
    {
        var a = left.AsNumber();
        var b = right.AsNumber();
        if (double.IsNaN(a) || double.IsNaN(b))
        {
            return double.IsNaN(a).CompareTo(double.IsNaN(b));
        }

        if (a != b)
        {
            return a.CompareTo(b);
        }

        left.TryGetExactNumber(out var leftExact);
        right.TryGetExactNumber(out var rightExact);
        return leftExact is null && rightExact is null ? 0 : CompareExactly(a, leftExact?.Text, rightExact?.Text);
    }

    // Both round to the same double; a number without a text is that double. Infinity is beyond every number that has digits.
    private static int CompareExactly(double nearest, string? left, string? right)
    {
        if (double.IsInfinity(nearest) && (left is null || right is null))
        {
            return (left is null ? 1 : -1) * Math.Sign(nearest);
        }

        var order = DecimalOrder.Compare(left ?? NumberText.Format(nearest), right ?? NumberText.Format(nearest));
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    // Half a surrogate pair has no UTF-8 of its own: texts that differ in such halves only are told apart by their UTF-16.
    private static int CompareTexts(Value left, Value right)
    {
        var order = Bytes(left).SequenceCompareTo(Bytes(right));
        return order != 0 || (left.IsUtf8 && right.IsUtf8) ? order : string.CompareOrdinal(left.AsString(), right.AsString());
    }

    private static ReadOnlySpan<byte> Bytes(Value text) => text.IsUtf8 ? text.Utf8Span() : Encoding.UTF8.GetBytes(text.AsString());

    private static int CompareArrays(ArrayValue left, ArrayValue right)
    {
        var common = Math.Min(left.Count, right.Count);
        var order = Compare(left.Items[..common], right.Items[..common]);
        return order != 0 ? order : left.Count.CompareTo(right.Count);
    }

    private static int CompareObjects(ObjectValue left, ObjectValue right)
    {
        var leftFields = left.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).ToArray();
        var rightFields = right.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).ToArray();
        for (var i = 0; i < Math.Min(leftFields.Length, rightFields.Length); i++)
        {
            var order = string.CompareOrdinal(leftFields[i].Key, rightFields[i].Key);
            order = order != 0 ? order : Compare(leftFields[i].Value, rightFields[i].Value);
            if (order != 0)
            {
                return order;
            }
        }

        return leftFields.Length.CompareTo(rightFields.Length);
    }
}
