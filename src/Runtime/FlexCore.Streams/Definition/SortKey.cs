namespace FlexCore.Streams.Definition;

/// <summary>One value that a sort step compares.</summary>
/// <param name="Expression">The expression that gives the value.</param>
/// <param name="IsDescending">Whether the greatest value comes first.</param>
public sealed record SortKey(DefinitionText Expression, bool IsDescending = false);
