using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Parsing;

/// <summary>A column of the CSV input under work.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its declared type.</param>
/// <param name="Slot">The cell that takes it, or -1.</param>
internal readonly record struct CsvColumn(string Name, FieldKind Kind, int Slot);
