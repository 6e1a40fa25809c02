using System.Collections.Immutable;

namespace FlexCore.Streams.Json;

/// <summary>A field that some later step reads, and the slot it belongs to.</summary>
/// <param name="Path">The names from the record down to the field; empty for the whole record.</param>
/// <param name="Slot">The slot in the row.</param>
internal readonly record struct ProjectedField(ImmutableArray<string> Path, int Slot)
{
    /// <summary>A field of the record itself.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="slot">The slot in the row.</param>
    public static ProjectedField Top(string name, int slot) => new([name], slot);
}
