using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Methods that look into text.</summary>
internal static class TextFunctions
{
    public static readonly FunctionGroup Group = new(
        "Text: searching",
        [
            new("text.startsWith(search, from = 0)", "Whether `search` stands at `from`.", "\"/api/x\".startsWith(\"/api\")", "true", StartsWith),
            new("text.endsWith(search, end = length)", "Whether `search` stands before `end`.", "\"a.json\".endsWith(\".json\")", "true", EndsWith),
            new("text.includes(search, from = 0)", "Whether `search` occurs at or after `from`.", "\"abc\".includes(\"bc\")", "true", Includes),
            new("text.indexOf(search, from = 0)", "The index of the first occurrence at or after `from`; -1 when there is none.", "\"banana\".indexOf(\"an\", 2)", "3", IndexOf),
            new("text.lastIndexOf(search, from = length)", "The index of the last occurrence at or before `from`; -1 when there is none.", "\"banana\".lastIndexOf(\"an\")", "3", LastIndexOf),
            new("text.charAt(index = 0)", "The UTF-16 unit at `index`; empty outside the text.", "\"abc\".charAt(1)", "\"b\"", CharAt),
            new("text.charCodeAt(index = 0)", "The number of the UTF-16 unit at `index`; NaN outside the text.", "\"abc\".charCodeAt(1)", "98", CharCodeAt),
            new("text.codePointAt(index = 0)", "The code point that begins at `index`; undefined outside the text.", "\"€\".codePointAt(0)", "8364", CodePointAt),
            new("text.at(index = 0)", "The UTF-16 unit at `index`, from the end when negative; undefined outside the text.", "\"abc\".at(-1)", "\"c\"", At),
        ]);

    private static Value StartsWith(in Evaluation e, in Arguments a)
    {
        var search = a.Text(e, 0);
        e.SpendText(search.TextLength);
        return Value.Boolean(Text.StartsWith(From(e, a), search));
    }

    private static Value EndsWith(in Evaluation e, in Arguments a)
    {
        var search = a.Text(e, 0);
        e.SpendText(search.TextLength);
        if (a[1].IsUndefined)
        {
            return Value.Boolean(Text.EndsWith(a.Self, search));
        }

        var length = Text.Length(a.Self);
        var end = (int)Math.Clamp(a.Integer(e, 1, length), 0, length);
        return Value.Boolean(Text.EndsWith(Text.Slice(a.Self, 0, end), search));
    }

    private static Value Includes(in Evaluation e, in Arguments a)
    {
        var search = a.Text(e, 0);
        e.SpendText(a.Self.TextLength);
        return Value.Boolean(Text.Contains(From(e, a), search));
    }

    private static Value IndexOf(in Evaluation e, in Arguments a)
    {
        var search = a.Text(e, 0);
        e.SpendText(a.Self.TextLength);
        var from = a[1].IsUndefined ? 0 : (int)Math.Clamp(a.Integer(e, 1, 0), 0, Text.Length(a.Self));
        return Value.Number(Text.IndexOf(a.Self, search, from));
    }

    private static Value LastIndexOf(in Evaluation e, in Arguments a)
    {
        var search = a.Text(e, 0).AsString();
        e.Create(a.Self.TextLength);
        var text = a.Self.AsString();
        var from = a.Number(e, 1);
        var start = double.IsNaN(from) ? text.Length : (int)Math.Clamp(Math.Truncate(from), 0, text.Length);
        start = Math.Min(start, text.Length - search.Length);
        return Value.Number(start < 0 ? -1 : text.AsSpan(0, start + search.Length).LastIndexOf(search, StringComparison.Ordinal));
    }

    private static Value CharAt(in Evaluation e, in Arguments a)
    {
        e.SpendText(a.Self.TextLength);
        var unit = Text.At(a.Self, a.Integer(e, 0, 0));
        return unit.IsUndefined ? Text.Empty : unit;
    }

    private static Value CharCodeAt(in Evaluation e, in Arguments a)
    {
        e.SpendText(a.Self.TextLength);
        var unit = Text.At(a.Self, a.Integer(e, 0, 0));
        return Value.Number(unit.IsUndefined ? double.NaN : unit.AsString()[0]);
    }

    private static Value CodePointAt(in Evaluation e, in Arguments a)
    {
        e.SpendText(a.Self.TextLength);
        var index = a.Integer(e, 0, 0);
        var high = Text.At(a.Self, index);
        if (high.IsUndefined)
        {
            return Value.Undefined;
        }

        var low = Text.At(a.Self, index + 1);
        var first = high.AsString()[0];
        return Value.Number(!low.IsUndefined && char.IsSurrogatePair(first, low.AsString()[0])
            ? char.ConvertToUtf32(first, low.AsString()[0])
            : first);
    }

    private static Value At(in Evaluation e, in Arguments a)
    {
        e.SpendText(a.Self.TextLength);
        var index = a.Integer(e, 0, 0);
        return Text.At(a.Self, index < 0 ? index + Text.Length(a.Self) : index);
    }

    private static Value From(in Evaluation e, in Arguments a)
    {
        if (a[1].IsUndefined)
        {
            return a.Self;
        }

        e.SpendText(a.Self.TextLength);
        var length = Text.Length(a.Self);
        return Text.Slice(a.Self, (int)Math.Clamp(a.Integer(e, 1, 0), 0, length), length);
    }
}
