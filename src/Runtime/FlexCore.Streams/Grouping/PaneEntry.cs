namespace FlexCore.Streams.Grouping;

/// <summary>One group of a pane.</summary>
/// <param name="Set">The partition's groups.</param>
/// <param name="Group">The group's number there.</param>
internal readonly record struct PaneEntry(GroupSet Set, int Group);
