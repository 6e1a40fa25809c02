using System.Text;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Linting;

/// <summary>Renders mistakes for a person: place, message, the line with a caret, a suggestion.</summary>
internal static class LintText
{
    /// <summary>Renders one mistake.</summary>
    /// <param name="finding">The mistake.</param>
    /// <param name="lines">The file's lines.</param>
    public static string Render(LintFinding finding, IReadOnlyList<string> lines)
    {
        var place = finding.Line > 0 ? $"{finding.File}:{finding.Line}:{finding.Column}" : finding.File;
        var text = new StringBuilder().Append(place).Append(": ").Append(finding.Code).Append(": ").Append(finding.Message).Append('\n');
        var excerpt = SourceExcerpt.Render(lines, finding.Line, finding.Column);
        if (excerpt.Length > 0)
        {
            text.Append(excerpt).Append('\n');
        }

        if (finding.Suggestion is { } suggestion)
        {
            text.Append("  help: ").Append(suggestion).Append('\n');
        }

        return text.ToString();
    }
}
