using System.Text;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Methods that take text apart or replace parts of it, by text or by regular expression.</summary>
internal static class TextReplacing
{
    public static readonly FunctionGroup Group = new(
        "Text: splitting, replacing, regular expressions",
        [
            new("text.split(separatorOrPattern = undefined, limit = unlimited)", "The parts between the separators, at most `limit`; an empty separator gives every UTF-16 unit.", "\"a?b?c\".split(\"?\", 2)", "[\"a\",\"b\"]", Split),
            new("text.replace(searchOrPattern, textOrFn)", "The first occurrence replaced (all of them for a pattern with the flag `g`). In the text `$&` is the occurrence, `$1` a group, `$<name>` a named one, `$$` a dollar.", "\"a-b-c\".replace(/(\\w)-/g, \"$1+\")", "\"a+b+c\"", static (in Evaluation e, in Arguments a) => Replace(e, a, isGlobal: a.Pattern?.IsGlobal ?? false)),
            new("text.replaceAll(searchOrPattern, textOrFn)", "Every occurrence replaced; a pattern needs the flag `g`.", "\"a.b.c\".replaceAll(\".\", \"/\")", "\"a/b/c\"", ReplaceAll),
            new("text.match(pattern)", "The first match with its groups (also as `.groups.name`, position as `.index`), null when there is none. With the flag `g`: the texts of all matches.", "\"id=42\".match(/id=(?<id>\\d+)/).groups.id", "\"42\"", Match),
            new("text.matchAll(pattern)", "All matches with their groups, as a list; the pattern needs the flag `g`.", "\"a1b2\".matchAll(/[a-z](\\d)/g).map(m => m[1])", "[\"1\",\"2\"]", MatchAll),
            new("text.search(pattern)", "The index of the first match; -1 when there is none.", "\"abc1\".search(/\\d/)", "3", Search),
            new("pattern.test(text)", "Whether the pattern occurs in the text.", "/^\\/api\\//i.test(\"/API/x\")", "true", Test),
            new("pattern.exec(text)", "The first match with its groups; null when there is none.", "/(\\d+)ms/.exec(\"took 15ms\")[1]", "\"15\"", static (in Evaluation e, in Arguments a) => First(e, a.Regex, Decode(e, a.Text(e, 0)))),
        ]);

    private static Value Split(in Evaluation e, in Arguments a)
    {
        var limit = a[1].IsUndefined ? uint.MaxValue : (uint)Coercion.ToInt32(a.Number(e, 1));
        if (limit == 0)
        {
            return e.Array([]);
        }

        if (a.Pattern is { } pattern)
        {
            return PatternMatching.Split(e, pattern, Decode(e, a.Self), limit);
        }

        if (a[0].IsUndefined)
        {
            return e.Array([a.Self]);
        }

        var separator = a.Text(e, 0);
        e.SpendText(a.Self.TextLength);
        return separator.TextLength == 0 ? SplitUnits(e, a.Self, limit)
            : a.Self.IsUtf8 && separator.IsUtf8 ? SplitBytes(e, a.Self, separator.Utf8Span(), limit)
            : SplitBytes(e, Text.Constant(a.Self.AsString()), Text.Constant(separator.AsString()), limit);
    }

    private static Value SplitBytes(in Evaluation e, Value text, Value separator, uint limit) => text.IsUtf8 && separator.IsUtf8
        ? SplitBytes(e, text, separator.Utf8Span(), limit)
        : e.Array([.. text.AsString().Split(separator.AsString()).Take((int)Math.Min(limit, int.MaxValue)).Select(Value.String)]);

    private static Value SplitBytes(in Evaluation e, Value text, ReadOnlySpan<byte> separator, uint limit)
    {
        var bytes = text.Utf8Span();
        var parts = new Value[Math.Min(bytes.Count(separator) + 1, limit)];
        e.Spend(parts.Length);
        var start = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var length = Text.Find(bytes[start..], separator);
            length = length < 0 ? bytes.Length - start : length;
            parts[i] = text.Utf8Part(start, length);
            start += length + separator.Length;
        }

        return e.Array(parts);
    }

    private static Value SplitUnits(in Evaluation e, Value text, uint limit)
    {
        e.Create(40L * text.TextLength);
        var units = text.AsString();
        var parts = new Value[Math.Min(units.Length, limit)];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Value.String(units[i].ToString());
        }

        return e.Array(parts);
    }

    private static Value ReplaceAll(in Evaluation e, in Arguments a)
    {
        RequireGlobal(e, a.Pattern, "replaceAll");
        return Replace(e, a, isGlobal: true);
    }

    private static Value Replace(in Evaluation e, in Arguments a, bool isGlobal)
    {
        var text = Decode(e, a.Self);
        var template = a.Callback is null ? a.Text(e, 1).AsString() : "";
        if (a.Pattern is { } pattern)
        {
            return PatternMatching.Replace(e, pattern, text, template, a.Callback, isGlobal);
        }

        var search = a.Text(e, 0).AsString();
        var result = new StringBuilder();
        var copied = 0;
        var at = text.IndexOf(search, StringComparison.Ordinal);
        while (at >= 0)
        {
            e.Spend(1);
            result.Append(text, copied, at - copied);
            var replacement = a.Callback is { } function
                ? Coercion.ToText(e, function.Invoke(e, [Value.String(search), Value.Number(at), a.Self])).AsString()
                : ReplacementTemplate.Expand(e, template, new Occurrence(text, at, search.Length, null, null));
            e.Create(replacement.Length);
            result.Append(replacement);
            e.CheckSize(result.Length);
            copied = at + search.Length;
            var next = search.Length == 0 ? at + 1 : copied;
            at = isGlobal && next <= text.Length ? text.IndexOf(search, next, StringComparison.Ordinal) : -1;
        }

        return Text.Constant(result.Append(text, copied, text.Length - copied).ToString());
    }

    private static Value Match(in Evaluation e, in Arguments a)
    {
        var text = Decode(e, a.Self);
        if (!a.Regex.IsGlobal)
        {
            return First(e, a.Regex, text);
        }

        var texts = new List<Value>();
        foreach (var match in PatternMatching.Matches(e, a.Regex, text))
        {
            e.Create(16 + match.Length);
            texts.Add(Text.Constant(match.Value));
        }

        return texts.Count == 0 ? Value.Null : e.Array([.. texts]);
    }

    private static Value MatchAll(in Evaluation e, in Arguments a)
    {
        RequireGlobal(e, a.Pattern, "matchAll");
        var results = new List<Value>();
        foreach (var match in PatternMatching.Matches(e, a.Regex, Decode(e, a.Self)))
        {
            results.Add(PatternMatching.Result(e, a.Regex, match));
        }

        return e.Array([.. results]);
    }

    private static Value Search(in Evaluation e, in Arguments a)
    {
        var match = a.Regex.Regex.Match(Decode(e, a.Self));
        return Value.Number(match.Success ? match.Index : -1);
    }

    private static Value Test(in Evaluation e, in Arguments a) => Value.Boolean(a.Regex.Regex.IsMatch(Decode(e, a.Text(e, 0))));

    private static Value First(in Evaluation e, TextPattern pattern, string text)
    {
        var match = pattern.Regex.Match(text);
        return match.Success ? PatternMatching.Result(e, pattern, match) : Value.Null;
    }

    private static void RequireGlobal(in Evaluation e, TextPattern? pattern, string name)
    {
        if (pattern is { IsGlobal: false })
        {
            throw e.Fail(ExpressionErrorCode.WrongKind, $"The pattern of {name} needs the flag 'g'.");
        }
    }

    private static string Decode(in Evaluation e, Value text)
    {
        e.Create(text.TextLength);
        return text.AsString();
    }
}
