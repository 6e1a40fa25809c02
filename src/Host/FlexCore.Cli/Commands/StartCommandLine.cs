using System.CommandLine;
using System.CommandLine.Parsing;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore start</c>.</summary>
internal static class StartCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<StartArguments, Task<ExitCode>> execute, CliTerminal terminal)
    {
        var port = new Option<int?>("--port") { Description = "The port to listen on; 0 takes any free one. Default: flexcore.node.port.", HelpName = "PORT" };
        var settings = new Option<Dictionary<string, string>>("--set")
        {
            Description = "Sets a key of the configuration, for example flexcore.journal.wal-bytes=64M. May be given several times.",
            HelpName = "KEY=VALUE",
            AllowMultipleArgumentsPerToken = false,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = Parse,
            DefaultValueFactory = _ => [],
        };
        var common = new CommonOptions();
        var command = new Command("start", "Runs a node: pipelines, streams and jobs over HTTP, until it is stopped.") { port, settings };
        common.AddTo(command);
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            json: false,
            common.Read(result).Verbose,
            () => execute(new StartArguments(result.GetValue(port), result.GetValue(settings) ?? [], common.Read(result)))));
        return command;
    }

    private static Dictionary<string, string> Parse(ArgumentResult result)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var token in result.Tokens)
        {
            var separator = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (separator < 1)
            {
                result.AddError($"--set takes KEY=VALUE, but got '{token.Value}'. Example: --set flexcore.node.port=8081");
                continue;
            }

            values[token.Value[..separator]] = token.Value[(separator + 1)..];
        }

        return values;
    }
}
