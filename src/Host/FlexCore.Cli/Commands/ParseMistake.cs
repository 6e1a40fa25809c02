using System.CommandLine.Parsing;

namespace FlexCore.Cli.Commands;

/// <summary>Says what is wrong with a command line in words of the user, where the parser speaks of its own types.</summary>
internal static class ParseMistake
{
    /// <summary>The sentence for a mistake.</summary>
    /// <param name="error">What the parser has found.</param>
    public static string Describe(ParseError error) =>
        error.SymbolResult is OptionResult { Tokens: [var token] } result && NumberOf(result.Option.ValueType) is { } number && error.Message.Contains("System.", StringComparison.Ordinal)
            ? $"{result.Option.Name} takes a {number}, but got '{token.Value}'."
            : error.Message;

    private static string? NumberOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 => "whole number",
        TypeCode.Double => "number",
        _ => null,
    };
}
