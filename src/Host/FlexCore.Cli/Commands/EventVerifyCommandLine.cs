using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore event verify</c>.</summary>
internal static class EventVerifyCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<(CommonArguments Common, OutputFormat Output, bool SkipArchives), Task<ExitCode>> execute, CliTerminal terminal)
    {
        var common = new CommonOptions();
        var output = OutputOption.Create();
        var skip = new Option<bool>("--skip-archives") { Description = "Does not look at archives of what retention has taken away: they are kept elsewhere." };
        var command = new Command("verify", "Reads every event of a store and proves checksums, gapless offsets and versions. A data folder must not be in use; PostgreSQL may be. With flexcore.retention.archive it proves archives, too.") { output, skip };
        common.AddTo(command);
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal, result.GetValue(output) == OutputFormat.Json, common.Read(result).Verbose, () => execute((common.Read(result), result.GetValue(output), result.GetValue(skip)))));
        return command;
    }
}
