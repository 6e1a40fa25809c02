namespace FlexCore.Streams.Records;

/// <summary>What a row's cells mean at one edge of the graph. Fixed when the graph is compiled.</summary>
/// <remarks>
/// <para>A <b>closed</b> record consists of exactly its <see cref="Fields"/>, in that order; a field whose cell is <c>undefined</c> is missing.</para>
/// <para>An <b>open</b> record may have further fields that nobody named when the graph was compiled. It keeps its origin: the cell
/// <see cref="OriginSlot"/> holds the UTF-8 text of one JSON object. The record is that object without the <see cref="Removed"/> fields,
/// with each of <see cref="Fields"/> replaced in place, or appended in order when the origin has no such field.</para>
/// <para>Immutable, safe to share.</para>
/// </remarks>
public sealed class RecordLayout
{
    /// <summary>Means that a record has no origin: it is closed.</summary>
    public const int NoOrigin = -1;

    /// <summary>Creates a layout.</summary>
    /// <param name="fields">The named fields in output order.</param>
    /// <param name="originSlot">The cell with the origin's JSON text, or <see cref="NoOrigin"/>.</param>
    /// <param name="removed">Fields of the origin that are no longer part of the record.</param>
    public RecordLayout(IReadOnlyList<FieldSlot> fields, int originSlot = NoOrigin, IReadOnlyList<string>? removed = null)
    {
        Fields = fields;
        OriginSlot = originSlot;
        Removed = removed ?? [];
    }

    /// <summary>The named fields in output order.</summary>
    public IReadOnlyList<FieldSlot> Fields { get; }

    /// <summary>The cell that holds the origin's JSON text, or <see cref="NoOrigin"/>.</summary>
    public int OriginSlot { get; }

    /// <summary>Names that the origin may have and the record has not.</summary>
    public IReadOnlyList<string> Removed { get; }

    /// <summary>Whether the record may have fields beyond <see cref="Fields"/>.</summary>
    public bool IsOpen => OriginSlot != NoOrigin;

    /// <summary>Looks up a named field's cell.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="slot">Its cell.</param>
    /// <returns>Whether the layout names the field.</returns>
    public bool TryGetSlot(string name, out int slot)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
            {
                slot = field.Slot;
                return true;
            }
        }

        slot = -1;
        return false;
    }
}
