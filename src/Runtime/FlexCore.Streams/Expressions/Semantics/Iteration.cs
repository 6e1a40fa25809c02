using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>Walking over what values hold.</summary>
internal static class Iteration
{
    /// <summary>Adds the items of a list, or the characters (code points) of text.</summary>
    public static void AddTo(in Evaluation e, Value value, List<Value> items)
    {
        switch (value.Kind)
        {
            case ValueKind.Array:
                e.Create(16L * value.AsArray().Count);
                items.AddRange(value.AsArray().Items);
                break;
            case ValueKind.String:
                e.Create(32L * value.TextLength);
                AddCharacters(value.AsString(), items);
                break;
            default:
                throw e.Fail(ExpressionErrorCode.WrongKind, $"{Kinds.Describe(value)} cannot be spread: it is not a list.");
        }
    }

    /// <summary>The fields of an object; list items and text units have the names 0, 1, …; anything else has none.</summary>
    public static IReadOnlyList<KeyValuePair<string, Value>> FieldsOf(in Evaluation e, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Object:
                e.Create(32L * value.AsObject().Count);
                return value.AsObject().Fields;
            case ValueKind.Array:
                return Numbered(e, value.AsArray().Items);
            case ValueKind.String:
                e.Create(32L * value.TextLength);
                var units = value.AsString().Select(static unit => Value.String(unit.ToString())).ToArray();
                return Numbered(e, units);
            default:
                return [];
        }
    }

    private static KeyValuePair<string, Value>[] Numbered(in Evaluation e, ReadOnlySpan<Value> items)
    {
        e.Create(48L * items.Length);
        var fields = new KeyValuePair<string, Value>[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            fields[i] = new(NumberText.Format(i), items[i]);
        }

        return fields;
    }

    private static void AddCharacters(string text, List<Value> items)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            items.Add(Value.String(text.Substring(i, length)));
            i += length - 1;
        }
    }
}
