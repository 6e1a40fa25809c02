using System.CommandLine.Parsing;

namespace FlexCore.Cli.Commands;

/// <summary>Says what is wrong with a command line in words of the user, where the parser speaks of its own types.</summary>
internal static class ParseMistake
{
    /// <summary>The sentence for a mistake.</summary>
    /// <param name="error">What the parser has found.</param>
    public static string Describe(ParseError error) =>
        error.SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: { Name.Length: > 0 } argument } && error.Message.Contains("for command", StringComparison.Ordinal)
            ? $"{argument.Name} is missing. {argument.Description}".TrimEnd()
        : error.SymbolResult is OptionResult { Tokens: [var token] } result && IsWhole(result.Option.ValueType) && error.Message.Contains("System.", StringComparison.Ordinal)
            ? $"{result.Option.Name} takes a whole number, but got '{token.Value}'."
            : error.Message;

    private static bool IsWhole(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(int);
}
