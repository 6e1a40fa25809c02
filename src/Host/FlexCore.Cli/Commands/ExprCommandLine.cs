using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Running;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore expr</c>.</summary>
internal static class ExprCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<ExprArguments, Task<ExitCode>> execute, CliTerminal terminal)
    {
        var expression = new Option<string?>("--expression", "-e") { Description = "The expression. Without it: a prompt that reads expressions, or lines of stdin.", HelpName = "EXPR" };
        var input = new Option<string?>("--input", "-i") { Description = "Records to evaluate it on, one JSON object a line; '-' is stdin.", HelpName = "PATH" };
        var record = new Option<string?>("--record", "-r") { Description = "One record to evaluate it on.", HelpName = "JSON" };
        var output = OutputOption.Create();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the stack of an error." };
        var command = new Command("expr", "Evaluates an expression on sample records, or opens a prompt to try expressions.") { expression, input, record, output, verbose };
        command.Validators.Add(result =>
        {
            if (result.GetValue(input) is not null && result.GetValue(record) is not null)
            {
                result.AddError("--input and --record exclude each other: choose one.");
            }

            if (result.GetValue(input) == PipelineOverrides.Pipe && result.GetValue(expression) is null)
            {
                result.AddError("With '--input -' stdin holds the records, so the expression must come with --expression.");
            }

            if (result.GetValue(output) == OutputFormat.Json && result.GetValue(expression) is null)
            {
                result.AddError("--output json needs --expression: a prompt writes for people.");
            }
        });
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(output) == OutputFormat.Json,
            result.GetValue(verbose),
            () => execute(new ExprArguments(result.GetValue(expression), result.GetValue(input), result.GetValue(record), result.GetValue(output)))));
        return command;
    }
}
