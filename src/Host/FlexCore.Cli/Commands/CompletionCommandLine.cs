using System.CommandLine;
using FlexCore.Cli.Completion;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The command <c>flexcore completion</c>.</summary>
internal static class CompletionCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="terminal">Where the script goes.</param>
    public static Command Create(CliTerminal terminal)
    {
        var command = new Command("completion", "Prints a script that teaches a shell to complete flexcore's commands and options.");
        foreach (var (shell, script) in CompletionScripts.All)
        {
            var sub = new Command(shell, $"For {shell}. {script.Installation}");
            sub.SetAction((_, _) => Failures.GuardAsync(terminal, json: false, verbose: false, async () =>
            {
                await terminal.Out.WriteAsync(script.Text).ConfigureAwait(false);
                return ExitCode.Success;
            }));
            command.Subcommands.Add(sub);
        }

        return command;
    }
}
