using FlexCore.Application.Inspection;

namespace FlexCore.Api.Inspection;

/// <summary>What a node logs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Level">The least important level that is logged where no rule says otherwise.</param>
/// <param name="Rules">The rules, by category.</param>
internal sealed record LogLevels(string Node, string Level, IReadOnlyList<LogLevelRule> Rules)
{
    /// <summary>The levels' names, the least important first.</summary>
    public static readonly string[] Names = [.. Enum.GetValues<LogEventLevel>().Select(NameOf)];

    /// <summary>The name of a level.</summary>
    /// <param name="level">The level.</param>
    public static string NameOf(LogEventLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>Shows what a node logs.</summary>
    /// <param name="node">The node.</param>
    /// <param name="book">Its book.</param>
    public static LogLevels Of(string node, ILogBook book) =>
        new(node, NameOf(book.LevelMin), [.. book.Rules.Select(static rule => new LogLevelRule(rule.Category, NameOf(rule.LevelMin), rule.Until))]);
}
