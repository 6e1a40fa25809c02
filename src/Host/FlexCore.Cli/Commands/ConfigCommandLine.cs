using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore config</c>.</summary>
internal static class ConfigCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="handler">Does the work.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(ConfigHandler handler, CliTerminal terminal)
    {
        var render = Sub("render", "Lists every setting in force with the file and line, or the variable, that set it. Secrets show as ***.", terminal, out var renderOptions);
        var changed = new Option<bool>("--changed") { Description = "List only the settings that a file or a variable sets." };
        render.Options.Add(changed);
        renderOptions.Run(render, (result, file, output) => handler.RenderAsync(file, result.GetValue(changed), output));

        var lint = Sub("lint", "Checks the configuration: unknown keys and variables, wrong values, each with its place and a suggestion.", terminal, out var lintOptions);
        lintOptions.Run(lint, (_, file, output) => handler.LintAsync(file, output));

        var get = Sub("get", "Prints the value of one setting.", terminal, out var getOptions);
        var key = new Argument<string>("KEY") { Description = "The setting, for example flexcore.journal.data-folder." };
        get.Arguments.Add(key);
        getOptions.Run(get, (result, file, output) => handler.GetAsync(file, result.GetRequiredValue(key), output));
        return new Command("config", "Shows and checks the configuration.") { render, lint, get };
    }

    private static Command Sub(string name, string description, CliTerminal terminal, out ConfigOptionSet options)
    {
        var command = new Command(name, description);
        options = new ConfigOptionSet(terminal);
        options.AddTo(command);
        return command;
    }

    /// <summary>The options that all three share.</summary>
    private sealed class ConfigOptionSet(CliTerminal terminal)
    {
        private readonly Option<string?> _config = new("--config") { Description = "Configuration file (HOCON). Default: flexcore.conf in the working directory, if it is there.", HelpName = "FILE" };
        private readonly Option<OutputFormat> _output = OutputOption.Create();
        private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Show the stack of an error." };

        public void AddTo(Command command)
        {
            command.Options.Add(_config);
            command.Options.Add(_output);
            command.Options.Add(_verbose);
        }

        public void Run(Command command, Func<ParseResult, string?, OutputFormat, Task<ExitCode>> execute) => command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(_output) == OutputFormat.Json,
            result.GetValue(_verbose),
            () => execute(result, result.GetValue(_config), result.GetValue(_output))));
    }
}
