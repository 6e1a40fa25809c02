using System.CommandLine;
using FlexCore.Cli.Commands;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Contracts;

/// <summary>The syntax of <c>flexcore event contracts</c>.</summary>
internal static class ContractsCommandLine
{
    /// <summary>Creates the group with its commands.</summary>
    /// <param name="terminal">Where everything is written.</param>
    public static Command Create(CliTerminal terminal) => new("contracts", "Holds declared event types to what was reviewed. No node is needed.")
    {
        Create("check", "Checks declarations, tries their examples, and compares them with their contracts: an unreviewed change ends it with code 14.", handler => handler.CheckAsync, terminal),
        Create("write", "Writes the contracts of the declarations and shows what changes. Commit the file.", handler => handler.WriteAsync, terminal),
    };

    private static Command Create(string name, string description, Func<ContractsHandler, Func<Task<ExitCode>>> verb, CliTerminal terminal)
    {
        var types = new Option<string?>("--types") { Description = $"The file with the declarations. Default: flexcore.events.types-file, else {ContractsHandler.TypesFile}.", HelpName = "FILE" };
        var contracts = new Option<string?>("--contracts") { Description = $"The file with the contracts. Default: {ContractsHandler.ContractsFile} beside the declarations.", HelpName = "FILE" };
        var config = new Option<string?>("--config") { Description = "Configuration file (HOCON). Default: flexcore.conf in the working directory, if it is there.", HelpName = "FILE" };
        var output = OutputOption.Create();
        var command = new Command(name, description) { types, contracts, config, output };
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(output) == OutputFormat.Json,
            verbose: false,
            () => verb(new ContractsHandler(new ContractsArguments(result.GetValue(types), result.GetValue(contracts), result.GetValue(config), result.GetValue(output)), terminal))()));
        return command;
    }
}
