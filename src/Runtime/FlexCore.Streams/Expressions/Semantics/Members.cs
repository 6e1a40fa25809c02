using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>Reading fields and elements.</summary>
internal static class Members
{
    public static Value Get(in Evaluation e, Value target, string name)
    {
        switch (target.Kind)
        {
            case ValueKind.Object:
                return target.AsObject()[name];
            case ValueKind.Array:
                var array = target.AsArray();
                return name == "length" ? Value.Number(array.Count) : GetAnnotation(array, name);
            case ValueKind.String:
                return name == "length" ? Length(e, target) : GetIndexed(e, target, name);
            case ValueKind.Null:
            case ValueKind.Undefined:
                throw e.Fail(
                    ExpressionErrorCode.WrongKind,
                    $"Cannot read the field '{name}' of {target}: write '?.{name}' where the value before it may be missing.");
            default:
                return Value.Undefined;
        }
    }

    public static Value Get(in Evaluation e, Value target, Value key)
    {
        if (key.TryGetNumber(out var index))
        {
            switch (target.Kind)
            {
                case ValueKind.Array:
                    var array = target.AsArray();
                    return index >= 0 && index < array.Count && index == Math.Floor(index) ? array[(int)index] : Value.Undefined;
                case ValueKind.String:
                    e.SpendText(target.TextLength);
                    return Text.At(target, index);
            }
        }

        if (target.IsNullish)
        {
            throw e.Fail(
                ExpressionErrorCode.WrongKind,
                $"Cannot read an element of {target}: write '?.[…]' where the value before it may be missing.");
        }

        return Get(e, target, Coercion.ToKey(e, key), key);
    }

    public static bool Has(in Evaluation e, Value target, Value key)
    {
        switch (target.Kind)
        {
            case ValueKind.Object:
                return target.AsObject().TryGet(Coercion.ToKey(e, key), out _);
            case ValueKind.Array:
                var name = Coercion.ToKey(e, key);
                return name == "length" || (TryGetIndex(name, out var index) && index < target.AsArray().Count);
            default:
                throw e.Fail(
                    ExpressionErrorCode.WrongKind,
                    $"The right side of 'in' is {Kinds.Describe(target)}; it must be an object or a list.");
        }
    }

    private static Value Get(in Evaluation e, Value target, string name, Value key)
    {
        var isIndex = target.Kind is ValueKind.Array or ValueKind.String && TryGetIndex(name, out _);
        return isIndex && !key.IsNumber ? Get(e, target, Value.Number(NumberText.Parse(name))) : Get(e, target, name);
    }

    private static Value Length(in Evaluation e, Value text)
    {
        e.SpendText(text.TextLength);
        return Value.Number(Text.Length(text));
    }

    private static Value GetIndexed(in Evaluation e, Value text, string name) =>
        TryGetIndex(name, out var index) ? Get(e, text, Value.Number(index)) : Value.Undefined;

    private static Value GetAnnotation(ArrayValue array, string name) =>
        array.Annotations is { } annotations ? annotations[name] : Value.Undefined;

    // Only the canonical spelling of an index is one: "1", not "01".
    private static bool TryGetIndex(string name, out int index) =>
        int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out index)
        && (name.Length == 1 || name[0] != '0');
}
