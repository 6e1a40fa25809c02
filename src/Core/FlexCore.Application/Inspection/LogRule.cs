namespace FlexCore.Application.Inspection;

/// <summary>What a node logs of some categories, other than its settings say.</summary>
/// <param name="Category">The beginning of the categories' names.</param>
/// <param name="LevelMin">The least important level that is logged.</param>
/// <param name="Until">When the rule ends by itself; <see langword="null"/> for the end of the process.</param>
public sealed record LogRule(string Category, LogEventLevel LevelMin, DateTimeOffset? Until);
