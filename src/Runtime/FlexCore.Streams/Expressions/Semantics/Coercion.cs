using System.Runtime.CompilerServices;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>JavaScript's conversions between kinds (ECMA-262, section "Type Conversion").</summary>
internal static class Coercion
{
    private static readonly Value UndefinedText = Text.Constant("undefined");
    private static readonly Value NullText = Text.Constant("null");
    private static readonly Value TrueText = Text.Constant("true");
    private static readonly Value FalseText = Text.Constant("false");
    private static readonly Value ObjectText = Text.Constant("[object Object]");

    public static bool ToBoolean(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean:
                return value.AsBoolean();
            case ValueKind.Number:
                var number = value.AsNumber();
                return number != 0 && !double.IsNaN(number);
            case ValueKind.String:
                return value.TextLength > 0;
            default:
                return !value.IsNullish;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToNumber(in Evaluation e, Value value) =>
        value.TryGetNumber(out var number) ? number : ToNumberSlow(e, value);

    /// <summary>The integer part; NaN is 0, infinities are the largest and smallest numbers.</summary>
    public static double ToInteger(in Evaluation e, Value value)
    {
        var number = ToNumber(e, value);
        return double.IsNaN(number) ? 0 : Math.Truncate(number);
    }

    public static int ToInt32(double number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
        {
            return (int)number;
        }

        return double.IsFinite(number) ? (int)(uint)(long)Modulo(Math.Truncate(number), 4_294_967_296) : 0;
    }

    /// <summary>The value as text; text stays as it is.</summary>
    public static Value ToText(in Evaluation e, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return value;
            case ValueKind.Number:
                return NumberToText(e, value);
            case ValueKind.Boolean:
                return value.AsBoolean() ? TrueText : FalseText;
            case ValueKind.Null:
                return NullText;
            case ValueKind.Undefined:
                return UndefinedText;
            case ValueKind.Object:
                return ObjectText;
            default:
                return Join(e, value.AsArray(), Text.Constant(","));
        }
    }

    /// <summary>A list's items as one text; <c>null</c> and <c>undefined</c> are empty.</summary>
    public static Value Join(in Evaluation e, ArrayValue array, Value separator)
    {
        var builder = new TextBuilder(e);
        for (var i = 0; i < array.Count; i++)
        {
            e.Spend(1);
            if (i > 0)
            {
                builder.Append(separator);
            }

            if (!array[i].IsNullish)
            {
                builder.Append(ToText(e, array[i]));
            }
        }

        return builder.ToValue();
    }

    /// <summary>Lists and objects become text, anything else stays: what operators see of their operands.</summary>
    public static Value ToPrimitive(in Evaluation e, Value value) =>
        value.Kind is ValueKind.Array or ValueKind.Object ? ToText(e, value) : value;

    public static string ToKey(in Evaluation e, Value value) => ToText(e, value).AsString();

    private static double ToNumberSlow(in Evaluation e, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                return value.AsNumber();
            case ValueKind.Boolean:
                return value.AsBoolean() ? 1 : 0;
            case ValueKind.Null:
                return 0;
            case ValueKind.Undefined:
            case ValueKind.Object:
                return double.NaN;
            case ValueKind.Array:
                return ToNumberSlow(e, ToText(e, value));
            default:
                e.SpendText(value.TextLength);
                return value.IsUtf8 ? NumberText.Parse(value.Utf8Span()) : NumberText.Parse(value.AsString());
        }
    }

    private static Value NumberToText(in Evaluation e, Value value)
    {
        if (value.TryGetExactNumber(out var exact))
        {
            return Value.String(exact.Text);
        }

        Span<byte> buffer = stackalloc byte[NumberWriter.MaxLength];
        var length = NumberWriter.Write(value.AsNumber(), buffer);
        e.Create(length);
        return Text.Copy(buffer[..length]);
    }

    private static double Modulo(double number, double modulus)
    {
        var rest = number % modulus;
        return rest < 0 ? rest + modulus : rest;
    }
}
