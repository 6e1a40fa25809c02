using System.Text;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Expressions;

namespace FlexCore.Cli.Expressions;

/// <summary>Shows mistakes of an expression with a caret under their place.</summary>
internal static class ExpressionText
{
    /// <summary>Renders mistakes, each with the line it is on.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="mistakes">The mistakes.</param>
    public static string Render(string text, IReadOnlyList<ExpressionDiagnostic> mistakes)
    {
        var lines = text.Split('\n');
        var result = new StringBuilder();
        foreach (var mistake in mistakes)
        {
            result.Append(SourceExcerpt.Render(lines, mistake.Position.Line, mistake.Position.Column)).Append('\n');
            result.Append($"  {mistake.Message}\n");
            if (mistake.Suggestion is { } suggestion)
            {
                result.Append($"  help: Did you mean '{suggestion}'?\n");
            }
        }

        return result.ToString();
    }
}
