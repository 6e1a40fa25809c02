using System.CommandLine;
using FlexCore.Cli.Commands;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online;

/// <summary>Makes commands that talk to a node: the shared options, the guard, the session.</summary>
/// <param name="terminal">Where everything is written.</param>
/// <param name="clock">Measures waits.</param>
internal sealed class OnlineCommand(CliTerminal terminal, TimeProvider clock)
{
    /// <summary>Makes a command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, as a sentence.</param>
    /// <param name="symbols">Its arguments and options.</param>
    /// <param name="execute">Does the work.</param>
    /// <param name="follows">Whether the command stays until it is stopped.</param>
    public Command Create(string name, string description, IReadOnlyList<Symbol> symbols, Func<ParseResult, NodeSession, Task<ExitCode>> execute, bool follows = false)
    {
        var node = NodeOption.Create();
        var output = OutputOption.Create();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the stack of an error." };
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else if (symbol is Option option)
            {
                command.Options.Add(option);
            }
        }

        command.Options.Add(node);
        command.Options.Add(output);
        command.Options.Add(verbose);
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(output) == OutputFormat.Json,
            result.GetValue(verbose),
            async () =>
            {
                using var session = new NodeSession(result.GetRequiredValue(node), result.GetValue(output), terminal, clock, follows);
                return await session.RunAsync(opened => execute(result, opened)).ConfigureAwait(false);
            }));
        return command;
    }
}
