namespace FlexCore.Streams.Schemas;

/// <summary>What a validate step checks: single fields where the schema allows, else the whole record.</summary>
/// <param name="Step">The step's index, for failures.</param>
/// <param name="Whole">The schema of the whole record, or <see langword="null"/> when fields are enough.</param>
/// <param name="WholeSlot">The cell with the whole record, or -1.</param>
/// <param name="Fields">The fields that are checked on their own.</param>
internal sealed record ValidatePlan(int Step, ValueSchema? Whole, int WholeSlot, ValidatedField[] Fields);

/// <summary>A field that is checked on its own.</summary>
/// <param name="Name">The field.</param>
/// <param name="Slot">Its cell.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="Schema">Its schema, if there is one.</param>
internal readonly record struct ValidatedField(string Name, int Slot, bool IsRequired, SchemaCheck? Schema);
