namespace FlexCore.Streams.Records;

/// <summary>A named field and the cell of the row that holds its value.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Slot">The cell's index within the row.</param>
public readonly record struct FieldSlot(string Name, int Slot);
