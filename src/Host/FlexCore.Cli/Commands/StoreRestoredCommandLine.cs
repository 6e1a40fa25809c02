using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore store</c> and <c>flexcore store restored</c>.</summary>
internal static class StoreRestoredCommandLine
{
    /// <summary>Creates the group with its command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<(CommonArguments Common, OutputFormat Output), Task<ExitCode>> execute, CliTerminal terminal)
    {
        var common = new CommonOptions();
        var output = OutputOption.Create();
        var command = new Command(
            "restored",
            "Tells a store that it was restored from a backup: raises the epochs of all shards and leases, so that none is given twice, and refuses cursors given before. Every node must have ended.") { output };
        common.AddTo(command);
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal, result.GetValue(output) == OutputFormat.Json, common.Read(result).Verbose, () => execute((common.Read(result), result.GetValue(output)))));
        return new Command("store", "Looks after a store while no node uses it.") { command };
    }
}
