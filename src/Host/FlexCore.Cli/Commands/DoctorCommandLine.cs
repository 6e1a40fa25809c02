using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore doctor</c>.</summary>
internal static class DoctorCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<CommonArguments, Uri, OutputFormat, Task<ExitCode>> execute, CliTerminal terminal)
    {
        var common = new CommonOptions();
        var node = NodeOption.Create();
        var output = OutputOption.Create();
        var command = new Command("doctor", "Checks machine, configuration and data folder, and says what to do about each finding. Changes nothing.") { node, output };
        common.AddTo(command);
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(output) == OutputFormat.Json,
            common.Read(result).Verbose,
            () => execute(common.Read(result), result.GetRequiredValue(node)[0], result.GetValue(output))));
        return command;
    }
}
