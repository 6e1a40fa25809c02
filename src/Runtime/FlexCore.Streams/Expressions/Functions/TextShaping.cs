using System.Text;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Methods that make text from text.</summary>
internal static class TextShaping
{
    public static readonly FunctionGroup Group = new(
        "Text: parts and shape",
        [
            new("text.slice(start = 0, end = length)", "The units from `start` up to `end`; negative positions count from the end.", "\"abcdef\".slice(-3, -1)", "\"de\"", Slice),
            new("text.substring(start, end = length)", "The units between two positions; swapped when `start` is larger, negative ones are 0.", "\"abcdef\".substring(4, 1)", "\"bcd\"", Substring),
            new("text.substr(start, length = rest)", "`length` units from `start`, which counts from the end when negative.", "\"abcdef\".substr(-3, 2)", "\"de\"", Substr),
            new("text.trim()", "Without white space and line ends at both ends.", "\"  a b \\n\".trim()", "\"a b\"", static (in Evaluation e, in Arguments a) => Trim(e, a.Self, start: true, end: true)),
            new("text.trimStart()", "Without white space at the beginning.", "\"  a \".trimStart()", "\"a \"", static (in Evaluation e, in Arguments a) => Trim(e, a.Self, start: true, end: false)),
            new("text.trimEnd()", "Without white space at the end.", "\" a  \".trimEnd()", "\" a\"", static (in Evaluation e, in Arguments a) => Trim(e, a.Self, start: false, end: true)),
            new("text.toUpperCase()", "In upper case, character by character: `ß` stays.", "\"aé\".toUpperCase()", "\"AÉ\"", ToUpperCase),
            new("text.toLowerCase()", "In lower case, character by character.", "\"AÉ\".toLowerCase()", "\"aé\"", ToLowerCase),
            new("text.padStart(length, fill = \" \")", "Filled at the beginning up to `length`.", "\"7\".padStart(3, \"0\")", "\"007\"", static (in Evaluation e, in Arguments a) => Pad(e, a, atStart: true)),
            new("text.padEnd(length, fill = \" \")", "Filled at the end up to `length`.", "\"7\".padEnd(3, \".\")", "\"7..\"", static (in Evaluation e, in Arguments a) => Pad(e, a, atStart: false)),
            new("text.repeat(count)", "The text `count` times.", "\"ab\".repeat(3)", "\"ababab\"", Repeat),
            new("text.concat(...texts)", "The texts one after the other.", "\"a\".concat(\"b\", 1)", "\"ab1\"", Concat),
        ]);

    private static Value Slice(in Evaluation e, in Arguments a)
    {
        e.SpendText(a.Self.TextLength);
        var length = Text.Length(a.Self);
        return Text.Slice(a.Self, a.RelativeIndex(e, 0, length, 0), a.RelativeIndex(e, 1, length, length));
    }

    private static Value Substring(in Evaluation e, in Arguments a)
    {
        e.SpendText(a.Self.TextLength);
        var length = Text.Length(a.Self);
        var start = (int)Math.Clamp(a.Integer(e, 0, 0), 0, length);
        var end = (int)Math.Clamp(a.Integer(e, 1, length), 0, length);
        return Text.Slice(a.Self, Math.Min(start, end), Math.Max(start, end));
    }

    private static Value Substr(in Evaluation e, in Arguments a)
    {
        e.SpendText(a.Self.TextLength);
        var length = Text.Length(a.Self);
        var start = a.RelativeIndex(e, 0, length, 0);
        var count = (int)Math.Clamp(a.Integer(e, 1, length), 0, length - start);
        return Text.Slice(a.Self, start, start + count);
    }

    private static Value Trim(in Evaluation e, Value text, bool start, bool end)
    {
        e.SpendText(text.TextLength);
        if (text.IsUtf8 && Ascii.IsValid(text.Utf8Span()))
        {
            var bytes = text.Utf8Span();
            var from = 0;
            while (start && from < bytes.Length && NumberText.IsSpace((char)bytes[from]))
            {
                from++;
            }

            var to = bytes.Length;
            while (end && to > from && NumberText.IsSpace((char)bytes[to - 1]))
            {
                to--;
            }

            return text.Utf8Part(from, to - from);
        }

        var units = text.AsString();
        var first = 0;
        while (start && first < units.Length && NumberText.IsSpace(units[first]))
        {
            first++;
        }

        var last = units.Length;
        while (end && last > first && NumberText.IsSpace(units[last - 1]))
        {
            last--;
        }

        return Value.String(units[first..last]);
    }

    private static Value ToUpperCase(in Evaluation e, in Arguments a)
    {
        e.Create(a.Self.TextLength);
        if (!a.Self.IsUtf8 || !Ascii.IsValid(a.Self.Utf8Span()))
        {
            return Value.String(a.Self.AsString().ToUpperInvariant());
        }

        var bytes = new byte[a.Self.TextLength];
        Ascii.ToUpper(a.Self.Utf8Span(), bytes, out var written);
        return Value.Utf8(bytes, 0, written);
    }

    private static Value ToLowerCase(in Evaluation e, in Arguments a)
    {
        e.Create(a.Self.TextLength);
        if (!a.Self.IsUtf8 || !Ascii.IsValid(a.Self.Utf8Span()))
        {
            return Value.String(a.Self.AsString().ToLowerInvariant());
        }

        var bytes = new byte[a.Self.TextLength];
        Ascii.ToLower(a.Self.Utf8Span(), bytes, out var written);
        return Value.Utf8(bytes, 0, written);
    }

    private static Value Pad(in Evaluation e, in Arguments a, bool atStart)
    {
        e.SpendText(a.Self.TextLength);
        var length = Text.Length(a.Self);
        var wanted = a.Integer(e, 0, 0);
        var fill = a[1].IsUndefined ? " " : a.Text(e, 1).AsString();
        if (wanted <= length || fill.Length == 0)
        {
            return a.Self;
        }

        e.Create((long)Math.Min(wanted, int.MaxValue));
        var missing = (int)wanted - length;
        var padding = new StringBuilder(missing);
        while (padding.Length < missing)
        {
            padding.Append(fill, 0, Math.Min(fill.Length, missing - padding.Length));
        }

        var text = a.Self.AsString();
        return Text.Constant(atStart ? padding + text : text + padding);
    }

    private static Value Repeat(in Evaluation e, in Arguments a)
    {
        var count = a.Integer(e, 0, 0);
        if (count < 0 || double.IsInfinity(count))
        {
            throw e.Fail(ExpressionErrorCode.OutOfRange, $"The repeat count {NumberText.Format(count)} must be 0 or more and finite.");
        }

        if (a.Self.TextLength == 0)
        {
            return Text.Empty;
        }

        e.Create((long)Math.Min(a.Self.TextLength * count, long.MaxValue / 2));
        if (!a.Self.IsUtf8)
        {
            return Value.String(new StringBuilder().Insert(0, a.Self.AsString(), (int)count).ToString());
        }

        var part = a.Self.Utf8Span();
        var bytes = new byte[part.Length * (int)count];
        for (var at = 0; at < bytes.Length; at += part.Length)
        {
            part.CopyTo(bytes.AsSpan(at));
        }

        return Value.Utf8(bytes, 0, bytes.Length);
    }

    private static Value Concat(in Evaluation e, in Arguments a)
    {
        var builder = new TextBuilder(e);
        builder.Append(a.Self);
        foreach (var item in a.Items)
        {
            builder.Append(Coercion.ToText(e, item));
        }

        return builder.ToValue();
    }
}
