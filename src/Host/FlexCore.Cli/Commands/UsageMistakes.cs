using System.CommandLine;
using System.CommandLine.Parsing;
using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Commands;

/// <summary>What is wrong with a command line, each mistake as a sentence with the nearest name that there is. Pure.</summary>
internal static class UsageMistakes
{
    private const string Program = "flexcore";

    /// <summary>All mistakes of a parsed command line; empty when it can run.</summary>
    /// <param name="result">The parsed command line.</param>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        // A name that is not known makes everything behind it unknown too: the first one is the mistake, the others follow from it.
        var unknown = result.Errors.Count == 0 ? null : Unknown(result);
        var others = result.Errors.Where(error => !IsAboutNames(error, result)).Select(ParseMistake.Describe);
        return [.. unknown is null ? [] : new[] { unknown }, .. others, .. MistakenOptions(result)];
    }

    private static string? Unknown(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var option = result.UnmatchedTokens.FirstOrDefault(IsOption);
        var name = result.UnmatchedTokens.FirstOrDefault(token => !IsOption(token));
        return (IsGroup(command), name, option) switch
        {
            (true, { } word, _) => $"There is no command '{PathOf(result, word)}'. {NameSuggestion.For(word, NamesOf(command.Subcommands))}",
            (_, _, { } dashed) => NoOption(result, dashed),
            (false, { } word, _) => $"'{PathOf(result)}' takes no further argument, but got '{word}'. 'flexcore {PathOf(result)} --help' shows what it takes.",
            _ => IsGroup(command)
                ? $"A command is missing behind '{PathOf(result)}'. Add one of: {string.Join(", ", NamesOf(command.Subcommands))}."
                : null,
        };
    }

    // The parser takes an option that there is not for a file or a name; nobody means that, unless '--' stands before it.
    private static IEnumerable<string> MistakenOptions(ParseResult result) => result.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : result.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Where(token => token.Value.Length > 2 && token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(token => $"{NoOption(result, token.Value)} Put '--' before a name that begins so.");

    private static string NoOption(ParseResult result, string option)
    {
        // In '--otput=json' the name ends at the sign.
        var name = option.Split('=', ':')[0];
        var guess = NameSuggestion.For(name, OptionsOf(result.CommandResult)) is { } found && found.StartsWith("Did", StringComparison.Ordinal) ? found : null;
        var path = PathOf(result);
        var help = path == Program ? $"'{Program} --help'" : $"'{Program} {path} --help'";
        return $"There is no option '{name}' for '{path}'. {guess ?? $"{help} lists the options."}";
    }

    private static bool IsAboutNames(ParseError error, ParseResult result) =>
        error.SymbolResult is CommandResult command
        && (IsGroup(command.Command) || result.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)));

    private static bool IsGroup(Command command) => command.Subcommands.Count > 0 && command.Action is null;

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';

    private static IEnumerable<string> NamesOf(IEnumerable<Command> commands) => commands.Where(command => !command.Hidden).Select(command => command.Name);

    private static List<string> OptionsOf(CommandResult result)
    {
        var names = new List<string>();
        for (var current = result; current is not null; current = current.Parent as CommandResult)
        {
            var level = current;
            names.AddRange(current.Command.Options
                .Where(option => !option.Hidden && (level == result || option.Recursive))
                .SelectMany(option => option.Aliases.Prepend(option.Name))
                .Where(name => name.StartsWith('-')));
        }

        return names;
    }

    private static string PathOf(ParseResult result, params string[] behind)
    {
        var names = new List<string>(behind);
        for (var current = result.CommandResult; current is { Command: not RootCommand }; current = current.Parent as CommandResult)
        {
            names.Insert(0, current.Command.Name);
        }

        return names.Count == 0 ? Program : string.Join(' ', names);
    }
}
