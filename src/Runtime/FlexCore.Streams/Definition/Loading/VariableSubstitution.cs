using System.Text;
using System.Text.RegularExpressions;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Replaces <c>${variable}</c> in texts and keeps the places.</summary>
/// <remarks>
/// <c>$${</c> stands for a literal <c>${</c>. A <c>${…}</c> after a backtick whose name is no variable belongs to a template literal of the
/// expression language and stays.
/// </remarks>
internal sealed partial class VariableSubstitution
{
    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly DiagnosticBag _diagnostics;
    private readonly bool _keepsAll;

    /// <summary>Creates a substitution.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public VariableSubstitution(IReadOnlyDictionary<string, string> variables, DiagnosticBag diagnostics)
    {
        _variables = variables;
        _diagnostics = diagnostics;
    }

    private VariableSubstitution()
        : this(new Dictionary<string, string>(), new DiagnosticBag()) => _keepsAll = true;

    /// <summary>Replaces nothing: for texts that are data.</summary>
    public static VariableSubstitution None { get; } = new();

    /// <summary>Replaces the variables of a text.</summary>
    /// <param name="text">The text.</param>
    public DefinitionText Apply(DefinitionText text)
    {
        var source = text.Text;
        var matches = Reference().Matches(source);
        if (_keepsAll || matches.Count == 0)
        {
            return text;
        }

        var result = new StringBuilder(source.Length);
        var segments = new List<TextSegment>();
        var done = 0;
        foreach (Match match in matches)
        {
            Copy(text, done, match.Index, result, segments);
            done = match.Index + match.Length;
            segments.Add(new TextSegment(result.Length, text.MarkAt(match.Index), IsFixed: true));
            result.Append(Replacement(text, match));
        }

        Copy(text, done, source.Length, result, segments);
        return new DefinitionText(result.ToString(), [.. segments]);
    }

    private string Replacement(DefinitionText text, Match match)
    {
        if (match.Value.StartsWith("$$", StringComparison.Ordinal))
        {
            return "${";
        }

        var name = match.Groups["name"].Value;
        if (_variables.TryGetValue(name, out var value))
        {
            return value;
        }

        if (!text.Text.AsSpan(0, match.Index).Contains('`'))
        {
            _diagnostics.Add(
                DiagnosticCodes.UnknownVariable,
                text.MarkAt(match.Index),
                $"The variable '{name}' is not declared.",
                NameSuggestion.For(name, _variables.Keys) ?? "Declare it under vars, or write $${ for a literal ${.");
        }

        return match.Value;
    }

    // Every line of a block has its own segment; the copy keeps those that begin inside the copied stretch.
    private static void Copy(DefinitionText text, int from, int to, StringBuilder result, List<TextSegment> segments)
    {
        if (from == to)
        {
            return;
        }

        segments.Add(new TextSegment(result.Length, text.MarkAt(from), text.Segments.Count == 1 && text.Segments[0].IsFixed));
        foreach (var segment in text.Segments)
        {
            if (segment.Offset > from && segment.Offset < to)
            {
                segments.Add(segment with { Offset = result.Length + segment.Offset - from });
            }
        }

        result.Append(text.Text, from, to - from);
    }

    [GeneratedRegex(@"\$\$\{|\$\{\s*(?<name>[A-Za-z_][A-Za-z0-9_.-]*)\s*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
