using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Numbers: conversion, tests and layout.</summary>
internal static class NumberFunctions
{
    private const double MaxSafeInteger = 9_007_199_254_740_991;

    public static readonly FunctionGroup Group = new(
        "Numbers",
        [
            new("Number(value = 0)", "The value as a number: text is read as decimal, hexadecimal, octal or binary; anything malformed is NaN.", "Number(\" 0x1F \")", "31", static (in Evaluation e, in Arguments a) => Value.Number(a.Count == 0 ? 0 : a.Number(e, 0))),
            new("parseInt(text, radix = 10)", "The integer at the beginning of the text; NaN when there is none.", "parseInt(\"12px\")", "12", ParseInt),
            new("parseFloat(text)", "The number at the beginning of the text; NaN when there is none.", "parseFloat(\"1.5e1km\")", "15", ParseFloat),
            new("Number.parseInt(text, radix = 10)", "The same as parseInt.", "Number.parseInt(\"ff\", 16)", "255", ParseInt),
            new("Number.parseFloat(text)", "The same as parseFloat.", "Number.parseFloat(\".5\")", "0.5", ParseFloat),
            new("isNaN(value)", "Whether the value as a number is NaN.", "isNaN(\"x\")", "true", static (in Evaluation e, in Arguments a) => Value.Boolean(double.IsNaN(a.Number(e, 0)))),
            new("isFinite(value)", "Whether the value as a number is neither NaN nor infinite.", "isFinite(\"5\")", "true", static (in Evaluation e, in Arguments a) => Value.Boolean(double.IsFinite(a.Number(e, 0)))),
            new("Number.isNaN(value)", "Whether the value is the number NaN.", "Number.isNaN(\"x\")", "false", static (in Evaluation e, in Arguments a) => Value.Boolean(a[0].IsNumber && double.IsNaN(a[0].AsNumber()))),
            new("Number.isFinite(value)", "Whether the value is a number, neither NaN nor infinite.", "Number.isFinite(\"5\")", "false", static (in Evaluation e, in Arguments a) => Value.Boolean(a[0].IsNumber && double.IsFinite(a[0].AsNumber()))),
            new("Number.isInteger(value)", "Whether the value is a number without fraction.", "Number.isInteger(5.0)", "true", static (in Evaluation e, in Arguments a) => Value.Boolean(IsInteger(a[0]))),
            new("Number.isSafeInteger(value)", "Whether the value is an integer that no other integer rounds to.", "Number.isSafeInteger(2 ** 53)", "false", static (in Evaluation e, in Arguments a) => Value.Boolean(IsInteger(a[0]) && Math.Abs(a[0].AsNumber()) <= MaxSafeInteger)),
            new("number.toFixed(digits = 0)", "The number with a fixed count of decimals (0 to 100), rounded by its exact value.", "(1.005).toFixed(2)", "\"1.00\"", ToFixed),
            new("number.toPrecision(digits = shortest)", "The number with a fixed count of significant digits (1 to 100).", "(1234.5).toPrecision(2)", "\"1.2e+3\"", ToPrecision),
            new("number.toString(radix = 10)", "The number as text in a radix from 2 to 36; other radixes than 10 take integers only.", "(255).toString(16)", "\"ff\"", ToText),
        ]);

    private static bool IsInteger(Value value) =>
        value.IsNumber && double.IsFinite(value.AsNumber()) && value.AsNumber() == Math.Truncate(value.AsNumber());

    private static Value ParseInt(in Evaluation e, in Arguments a)
    {
        var source = a.Text(e, 0);
        e.Create(source.TextLength);
        var text = NumberText.Trim(source.AsString());
        var sign = text.Length > 0 && text[0] == '-' ? -1 : 1;
        text = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        var radix = Coercion.ToInt32(a.Number(e, 1));
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (isHexadecimal && radix is 0 or 16)
        {
            text = text[2..];
            radix = 16;
        }

        radix = radix == 0 ? 10 : radix;
        if (radix is < 2 or > 36)
        {
            return Value.Number(double.NaN);
        }

        var length = 0;
        while (length < text.Length && NumberText.DigitOf(text[length]) is >= 0 and var digit && digit < radix)
        {
            length++;
        }

        // More digits than a double can tell apart add nothing but magnitude; 1,100 binary digits already exceed it.
        return Value.Number(length == 0 ? double.NaN : length > 1100 ? sign * double.PositiveInfinity : sign * NumberText.ParseDigits(text[..length], radix));
    }

    private static Value ParseFloat(in Evaluation e, in Arguments a)
    {
        var source = a.Text(e, 0);
        e.Create(source.TextLength);
        var text = NumberText.Trim(source.AsString());
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (text[at..].StartsWith("Infinity"))
        {
            return Value.Number(text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
        }

        at = SkipDigits(text, at);
        if (at < text.Length && text[at] == '.')
        {
            at = SkipDigits(text, at + 1);
        }

        var mantissa = at;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            var end = SkipDigits(text, digits);
            mantissa = end > digits ? end : at;
        }

        return Value.Number(mantissa == 0 ? double.NaN : ParsePrefix(text[..mantissa]));
    }

    private static double ParsePrefix(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9') ? NumberText.Parse(text) : double.NaN;

    private static int SkipDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static Value ToFixed(in Evaluation e, in Arguments a)
    {
        var number = a.Self.AsNumber();
        var digits = Digits(e, a, 0, 100);
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21)
        {
            return Coercion.ToText(e, Value.Number(number));
        }

        return Text.Constant(ExactDecimal.ToFixed(number, digits));
    }

    private static Value ToPrecision(in Evaluation e, in Arguments a)
    {
        var number = a.Self.AsNumber();
        if (a[0].IsUndefined || !double.IsFinite(number))
        {
            return Coercion.ToText(e, Value.Number(number));
        }

        return Text.Constant(ExactDecimal.ToPrecision(number, Digits(e, a, 1, 100)));
    }

    private static Value ToText(in Evaluation e, in Arguments a)
    {
        var radix = a[0].IsUndefined ? 10 : Coercion.ToInteger(e, a[0]);
        if (radix is < 2 or > 36)
        {
            throw e.Fail(ExpressionErrorCode.OutOfRange, $"The radix {NumberText.Format(radix)} must be from 2 to 36.");
        }

        var number = a.Self.AsNumber();
        if (radix == 10 || !double.IsFinite(number))
        {
            return Coercion.ToText(e, a.Self);
        }

        if (number != Math.Truncate(number) || Math.Abs(number) > MaxSafeInteger)
        {
            throw e.Fail(ExpressionErrorCode.OutOfRange, $"The number {NumberText.Format(number)} must be an integer up to 2 ** 53 for radix {NumberText.Format(radix)}.");
        }

        Span<char> digits = stackalloc char[64];
        var at = digits.Length;
        var rest = (long)Math.Abs(number);
        do
        {
            digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % (long)radix)];
            rest /= (long)radix;
        }
        while (rest > 0);

        if (number < 0)
        {
            digits[--at] = '-';
        }

        return Text.Constant(digits[at..].ToString());
    }

    private static int Digits(in Evaluation e, in Arguments a, int fewest, int most)
    {
        var digits = Coercion.ToInteger(e, a[0].IsUndefined ? Value.Number(0) : a[0]);
        return digits >= fewest && digits <= most
            ? (int)digits
            : throw e.Fail(ExpressionErrorCode.OutOfRange, $"The count of digits {NumberText.Format(digits)} must be from {fewest} to {most}.");
    }
}
