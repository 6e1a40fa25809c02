using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Reference;

namespace FlexCore.Cli.Commands;

/// <summary>The command <c>flexcore schema</c>.</summary>
internal static class SchemaCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="terminal">Where the schema goes.</param>
    public static Command Create(CliTerminal terminal)
    {
        var command = new Command("schema", "Prints the JSON Schema of pipeline files. Editors use it to complete and check while you type.");
        command.SetAction((_, _) => Failures.GuardAsync(terminal, json: false, verbose: false, async () =>
        {
            await terminal.Out.WriteAsync(PipelineSchema.ToJson()).ConfigureAwait(false);
            return ExitCode.Success;
        }));
        return command;
    }
}
