namespace FlexCore.Client.Models;

/// <summary>What a node logs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Level">The least important level that is logged where no rule says otherwise.</param>
/// <param name="Rules">The rules, by category.</param>
public sealed record LogLevels(string Node, string Level, IReadOnlyList<LogLevelRule> Rules);
