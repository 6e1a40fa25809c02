using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FlexCore.Streams.Expressions.Semantics;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>The dollar signs in the text that replaces (ECMA-262, GetSubstitution).</summary>
internal static class ReplacementTemplate
{
    public static string Expand(in Evaluation e, string template, Occurrence place)
    {
        if (!template.Contains('$', StringComparison.Ordinal))
        {
            return template;
        }

        var result = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            at += template[at] == '$' && at + 1 < template.Length
                ? AppendReference(result, template.AsSpan(at), place)
                : Append(result, template.AsSpan(at, 1), 1);
            e.CheckSize(result.Length);
            e.Spend(1);
        }

        return result.ToString();
    }

    // Returns the length of the reference.
    private static int AppendReference(StringBuilder result, ReadOnlySpan<char> reference, Occurrence place)
    {
        switch (reference[1])
        {
            case '$':
                return Append(result, "$", 2);
            case '&':
                return Append(result, place.Text.AsSpan(place.Index, place.Length), 2);
            case '`':
                return Append(result, place.Text.AsSpan(0, place.Index), 2);
            case '\'':
                return Append(result, place.Text.AsSpan(place.Index + place.Length), 2);
            case '<' when place.Match is { } match && place.Pattern is { Names.Count: > 0 } pattern && reference.IndexOf('>') is var end and > 0:
                return Append(result, NamedGroup(pattern, match, reference[2..end]), end + 1);
            case >= '0' and <= '9' when place.Match is { } match:
                return AppendGroup(result, reference, match);
            default:
                return Append(result, "$", 1);
        }
    }

    private static int AppendGroup(StringBuilder result, ReadOnlySpan<char> reference, Match match)
    {
        // Two digits count when there is such a group, otherwise one.
        for (var digits = reference.Length > 2 && char.IsAsciiDigit(reference[2]) ? 2 : 1; digits > 0; digits--)
        {
            var number = int.Parse(reference.Slice(1, digits), CultureInfo.InvariantCulture);
            if (number > 0 && number < match.Groups.Count)
            {
                return Append(result, match.Groups[number].ValueSpan, digits + 1);
            }
        }

        return Append(result, "$", 1);
    }

    private static ReadOnlySpan<char> NamedGroup(TextPattern pattern, Match match, ReadOnlySpan<char> wanted)
    {
        foreach (var (name, number) in pattern.Names)
        {
            if (wanted.SequenceEqual(name))
            {
                return match.Groups[number].ValueSpan;
            }
        }

        return [];
    }

    private static int Append(StringBuilder result, ReadOnlySpan<char> text, int length)
    {
        result.Append(text);
        return length;
    }
}
