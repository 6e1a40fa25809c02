namespace FlexCore.Api.Inspection;

/// <summary>What is logged of some categories.</summary>
/// <param name="Category">The beginning of the categories' names.</param>
/// <param name="Level">The least important level that is logged.</param>
/// <param name="Until">When the rule ends by itself; left out for the end of the process.</param>
internal sealed record LogLevelRule(string Category, string Level, DateTimeOffset? Until);
