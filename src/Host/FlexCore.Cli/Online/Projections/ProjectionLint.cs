using System.CommandLine;
using System.Text.Json;
using FlexCore.Cli.Commands;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Cli.Summaries;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Projections;

namespace FlexCore.Cli.Online.Projections;

/// <summary>Checks the file of a projection without a node: every mistake with file, line and column.</summary>
internal static class ProjectionLint
{
    public static Command Create(CliTerminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The projection's file (YAML or JSON)." };
        var output = OutputOption.Create();
        var command = new Command("lint", "Checks a projection's file. No node is needed, and nothing is kept.") { file, output };
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal, result.GetValue(output) == OutputFormat.Json, false, () => LintAsync(result.GetRequiredValue(file), result.GetValue(output) == OutputFormat.Json, terminal)));
        return command;
    }

    private static async Task<ExitCode> LintAsync(string path, bool isJson, CliTerminal terminal)
    {
        var document = await Documents.ReadAsync(path, CancellationToken.None).ConfigureAwait(false);
        LintFinding[] findings = [.. ProjectionLoader.Load(document.Text).Diagnostics.Select(found => new LintFinding(path, found.Line, found.Column, found.Code, found.Message, found.Suggestion))];
        if (isJson)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(new LintReport(findings.Length == 0, findings), SummaryJson.Default.LintReport)).ConfigureAwait(false);
        }
        else
        {
            var lines = document.Text.Split('\n');
            await terminal.Out.WriteLineAsync(findings.Length == 0
                ? $"{path}: no mistakes"
                : $"{string.Join('\n', findings.Select(found => LintText.Render(found, lines)))}\n{(findings.Length == 1 ? "1 mistake" : $"{findings.Length} mistakes")}").ConfigureAwait(false);
        }

        return findings.Length == 0 ? ExitCode.Success : ExitCode.InvalidPipeline;
    }
}
