using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Cli.Summaries;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore lint</c>.</summary>
internal sealed class LintHandler(LintArguments arguments, CliTerminal terminal)
{
    /// <summary>Checks the pipeline and shows what it found.</summary>
    public async Task<ExitCode> ExecuteAsync()
    {
        var file = PipelineFile.Load(arguments.Pipeline, arguments.Variables, definition => definition);
        var valid = file.Findings.Count == 0;
        if (arguments.Json)
        {
            var report = new LintReport(valid, file.Findings);
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, SummaryJson.Default.LintReport)).ConfigureAwait(false);
        }
        else
        {
            var count = file.Findings.Count == 1 ? "1 mistake" : $"{file.Findings.Count} mistakes";
            await terminal.Out.WriteLineAsync(valid ? $"{file.Path}: no mistakes" : $"{file.Explain()}\n{count}").ConfigureAwait(false);
        }

        return valid ? ExitCode.Success : ExitCode.InvalidPipeline;
    }
}
