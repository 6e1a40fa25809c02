using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore test</c>.</summary>
internal static class TestCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<TestArguments, Task<ExitCode>> execute, CliTerminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A pipeline, whose cases stand under 'tests' or in NAME.test.yaml beside it, or a file of cases.",
            Arity = ArgumentArity.OneOrMore,
        };
        var filter = new Option<string?>("--filter", "-f") { Description = "Run only the cases whose name contains this text.", HelpName = "TEXT" };
        var output = OutputOption.Create();
        var config = new Option<string?>("--config") { Description = "Configuration file (HOCON). Default: flexcore.conf in the working directory, if it is there.", HelpName = "FILE" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the stack of an error." };
        var command = new Command("test", "Runs a pipeline's cases: input and expected output, through the real graph, without touching its files.") { files, filter, output, config, verbose };
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(output) == OutputFormat.Json,
            result.GetValue(verbose),
            () => execute(new TestArguments(result.GetRequiredValue(files), result.GetValue(filter), result.GetValue(output), result.GetValue(config)))));
        return command;
    }
}
