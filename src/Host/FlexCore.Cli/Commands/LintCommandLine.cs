using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore lint</c>.</summary>
internal static class LintCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<LintArguments, Task<ExitCode>> execute, CliTerminal terminal)
    {
        var pipeline = new Argument<string>("PIPELINE") { Description = "The pipeline file (YAML or JSON)." };
        var set = PipelineVariables.CreateOption();
        var json = new Option<bool>("--json") { Description = "Print the findings as one JSON object on stdout." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the stack of an error." };
        var command = new Command("lint", "Checks a pipeline without running it: every mistake with line, column and a suggestion.") { pipeline, set, json, verbose };
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(json),
            result.GetValue(verbose),
            () => execute(new LintArguments(result.GetRequiredValue(pipeline), result.GetValue(set) ?? [], result.GetValue(json)))));
        return command;
    }
}
