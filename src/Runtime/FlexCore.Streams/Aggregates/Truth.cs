using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>JavaScript's truthiness.</summary>
internal static class Truth
{
    /// <summary>Whether a value counts as true: everything but <c>undefined</c>, <c>null</c>, <c>false</c>, 0, NaN and empty text.</summary>
    /// <param name="value">The value.</param>
    public static bool Of(in Value value)
    {
        if (value.TryGetNumber(out var number))
        {
            return number != 0 && !double.IsNaN(number);
        }

        return value.Kind switch
        {
            ValueKind.Undefined or ValueKind.Null => false,
            ValueKind.Boolean => value.AsBoolean(),
            ValueKind.Number => value.AsNumber() != 0 || value.TryGetExactNumber(out _),
            ValueKind.String => value.IsUtf8 ? !value.Utf8Span().IsEmpty : value.AsString().Length > 0,
            _ => true,
        };
    }
}
