using FlexCore.Streams.Definition;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>Converts the text of a field to its declared type.</summary>
internal static class FieldConverter
{
    /// <summary>Converts a text.</summary>
    /// <param name="text">The text; empty becomes null for every type but string.</param>
    /// <param name="kind">The declared type.</param>
    /// <param name="value">The converted value; not set for <see cref="FieldKind.String"/>, whose text the caller has already.</param>
    /// <returns>Whether the text is of that type.</returns>
    public static bool TryConvert(ReadOnlySpan<byte> text, FieldKind kind, ref Value value)
    {
        if (kind == FieldKind.String)
        {
            return true;
        }

        var trimmed = text.Trim((byte)' ');
        if (trimmed.IsEmpty)
        {
            value = Value.Null;
            return true;
        }

        if (kind == FieldKind.Number)
        {
            return NumberReader.TryReadWhole(trimmed, out value);
        }

        var isTrue = trimmed.SequenceEqual("true"u8);
        value = Value.Boolean(isTrue);
        return isTrue || trimmed.SequenceEqual("false"u8);
    }

    /// <summary>Why a text could not be converted.</summary>
    /// <param name="kind">The declared type.</param>
    public static string Reason(FieldKind kind) => kind == FieldKind.Number
        ? "the field is declared a number and is not one"
        : "the field is declared a boolean and is neither true nor false";
}
