using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Parsing;

/// <summary>A named group of a regular expression.</summary>
/// <param name="Group">The group's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its declared type.</param>
/// <param name="Slot">The cell that takes it, or -1.</param>
internal readonly record struct RegexField(int Group, string Name, FieldKind Kind, int Slot);
