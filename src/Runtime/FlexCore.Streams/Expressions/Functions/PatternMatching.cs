using System.Text;
using System.Text.RegularExpressions;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Walks over the matches of a pattern and makes values of them.</summary>
internal static class PatternMatching
{
    /// <summary>All matches. Finding each may scan what remains, which is accounted for at one step per 64 characters.</summary>
    public static List<Match> Matches(in Evaluation e, TextPattern pattern, string text)
    {
        var matches = new List<Match>();
        for (var match = pattern.Regex.Match(text); match.Success; match = match.NextMatch())
        {
            e.Spend(1 + ((text.Length - match.Index) >> 6));
            matches.Add(match);
        }

        return matches;
    }

    /// <summary>A match as JavaScript gives it: the list of groups, with <c>index</c> and <c>groups</c>.</summary>
    public static Value Result(in Evaluation e, TextPattern pattern, Match match)
    {
        var groups = Groups(e, match);
        var annotations = new ObjectValue();
        annotations.Set("index", Value.Number(match.Index));
        annotations.Set("groups", NamedGroups(pattern, groups));
        var array = new ArrayValue(groups) { Annotations = annotations };
        return e.Array(array);
    }

    public static Value Replace(in Evaluation e, TextPattern pattern, string text, string template, Callback? function, bool isGlobal)
    {
        var result = new StringBuilder();
        var copied = 0;
        for (var match = pattern.Regex.Match(text); match.Success; match = match.NextMatch())
        {
            e.Spend(1 + ((text.Length - match.Index) >> 6));
            var replacement = function is null
                ? ReplacementTemplate.Expand(e, template, new Occurrence(text, match.Index, match.Length, match, pattern))
                : Call(e, pattern, function, text, match);
            e.Create(match.Index - copied + replacement.Length);
            result.Append(text, copied, match.Index - copied).Append(replacement);
            e.CheckSize(result.Length);
            copied = match.Index + match.Length;
            if (!isGlobal)
            {
                break;
            }
        }

        return Text.Constant(result.Append(text, copied, text.Length - copied).ToString());
    }

    public static Value Split(in Evaluation e, TextPattern pattern, string text, uint limit)
    {
        var parts = new List<Value>();
        if (text.Length == 0)
        {
            return e.Array(pattern.Regex.IsMatch(text) ? [] : [Text.Empty]);
        }

        var start = 0;
        foreach (var match in Matches(e, pattern, text))
        {
            // An empty match does not split at the beginning, at the end or right after another match.
            if (match.Index >= text.Length || (match.Length == 0 && match.Index == start))
            {
                continue;
            }

            parts.Add(Text.Constant(text[start..match.Index]));
            parts.AddRange(Groups(e, match).AsSpan(1));
            start = match.Index + match.Length;
        }

        parts.Add(Text.Constant(text[start..]));
        return e.Array([.. parts.Take((int)Math.Min(limit, int.MaxValue))]);
    }

    private static string Call(in Evaluation e, TextPattern pattern, Callback function, string text, Match match)
    {
        var groups = Groups(e, match);
        Value[] arguments = pattern.Names.Count == 0
            ? [.. groups, Value.Number(match.Index), Value.String(text)]
            : [.. groups, Value.Number(match.Index), Value.String(text), NamedGroups(pattern, groups)];
        return Coercion.ToText(e, function.Invoke(e, arguments)).AsString();
    }

    private static Value[] Groups(in Evaluation e, Match match)
    {
        var values = new Value[match.Groups.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var group = match.Groups[i];
            e.Create(16 + group.Length);
            values[i] = group.Success ? Text.Constant(group.Value) : Value.Undefined;
        }

        return values;
    }

    private static Value NamedGroups(TextPattern pattern, Value[] groups)
    {
        if (pattern.Names.Count == 0)
        {
            return Value.Undefined;
        }

        var named = new ObjectValue(pattern.Names.Count);
        foreach (var (name, number) in pattern.Names)
        {
            named.Set(name, groups[number]);
        }

        return Value.Object(named);
    }
}
