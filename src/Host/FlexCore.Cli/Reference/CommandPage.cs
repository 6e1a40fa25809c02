using System.CommandLine;
using System.Text;

namespace FlexCore.Cli.Reference;

/// <summary>Writes the page of all commands from the command tree, so that neither can forget the other.</summary>
internal static class CommandPage
{
    private const string Introduction = """
        # Commands

        Every command of `flexcore` with its arguments and options. This page is generated from the command tree; a test holds it against
        the program. `flexcore COMMAND --help` prints the same, and `flexcore help exit-codes` what each exit code means.

        Results go to stdout; progress, summaries and errors to stderr. Every command that lists something takes `--output table|json`.
        Commands that talk to a node take `--node URL`, or read the variable `FLEXCORE_NODE`. Several nodes of one cluster have commas between
        them; a command asks the next one when a node cannot be reached or does not serve.

        """;

    /// <summary>The page.</summary>
    /// <param name="root">The command tree.</param>
    public static string Markdown(RootCommand root)
    {
        var text = new StringBuilder(Introduction);
        foreach (var command in root.Subcommands)
        {
            Append(text, command, "flexcore", 2);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, Command command, string parent, int level)
    {
        var path = $"{parent} {command.Name}";
        text.Append($"\n{new string('#', level)} {path}\n\n{Cell(command.Description)}\n");
        if (command.Subcommands.Count == 0)
        {
            text.Append($"\n    {Usage(command, path)}\n");
        }

        if (command.Arguments.Count + command.Options.Count > 0)
        {
            text.Append("\n| argument or option | meaning |\n|---|---|\n");
            foreach (var argument in command.Arguments)
            {
                text.Append($"| `{argument.Name}` | {Cell(argument.Description)} |\n");
            }

            foreach (var option in command.Options.OrderBy(option => option.Name, StringComparer.Ordinal))
            {
                text.Append($"| {Names(option)} | {Cell(option.Description)} |\n");
            }
        }

        foreach (var sub in command.Subcommands)
        {
            Append(text, sub, path, Math.Min(level + 1, 4));
        }
    }

    private static string Usage(Command command, string path)
    {
        var usage = new StringBuilder(path);
        foreach (var argument in command.Arguments)
        {
            var shown = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "…" : argument.Name;
            usage.Append(argument.Arity.MinimumNumberOfValues == 0 ? $" [{shown}]" : $" {shown}");
        }

        return usage.Append(command.Options.Count > 0 ? " [options]" : string.Empty).ToString();
    }

    private static string Names(Option option)
    {
        var value = option.ValueType == typeof(bool) ? string.Empty : $" {option.HelpName ?? "VALUE"}";
        var names = option.Aliases.OrderBy(alias => alias.Length).Append(option.Name).Distinct();
        return string.Join(", ", names.Select(name => $"`{name}`")) + (value.Length > 0 ? $" `{value.Trim().Replace("|", "\\|", StringComparison.Ordinal)}`" : string.Empty);
    }

    private static string Cell(string? text) => (text ?? string.Empty).Replace("|", "\\|", StringComparison.Ordinal);
}
