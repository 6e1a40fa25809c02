using FlexCore.Streams.Expressions.Functions;

namespace FlexCore.Streams.Expressions.Trials;

/// <summary>What the language has, from the tables that the compiler uses: for prompts and editors.</summary>
public static class ExpressionHelp
{
    private const string Syntax = "Syntax";

    /// <summary>Everything there is: forms of the syntax first, then functions and methods by group.</summary>
    public static IReadOnlyList<ExpressionHelpEntry> Entries { get; } =
    [
        .. OperatorReference.Entries.Select(entry => new ExpressionHelpEntry(Syntax, entry.Form, entry.Meaning, entry.Example, entry.Result)),
        .. FunctionTable.Groups.SelectMany(group => group.Entries.Select(entry =>
            new ExpressionHelpEntry(group.Title, entry.Signature, entry.Meaning, entry.Example, entry.Result))),
    ];

    /// <summary>The names of functions and methods, without what they are called on, each once and in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. FunctionTable.Groups.SelectMany(group => group.Entries).Select(entry => entry.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
