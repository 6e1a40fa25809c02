using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The command <c>flexcore help exit-codes</c>.</summary>
internal static class HelpCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="terminal">Where the text goes.</param>
    public static Command Create(CliTerminal terminal)
    {
        var exitCodes = new Command("exit-codes", "Explains the exit codes.");
        exitCodes.SetAction(_ => ShowExitCodes(terminal.Out));
        return new Command("help", "Explains a topic.") { exitCodes };
    }

    private static int ShowExitCodes(TextWriter output)
    {
        foreach (var entry in ExitCodeTable.Entries)
        {
            var code = ((int)entry.Code).ToString(CultureInfo.InvariantCulture);
            output.WriteLine($"{code,4}  {entry.Name,-22} {entry.Meaning} {entry.Remedy}");
        }

        return (int)ExitCode.Success;
    }
}
