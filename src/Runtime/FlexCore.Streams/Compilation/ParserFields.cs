using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>Projection push-down: the fields that the parser must deliver, because some step turned out to read them.</summary>
/// <param name="segment">Hands out the cells.</param>
internal sealed class ParserFields(SegmentBuilder segment) : IFieldProvider
{
    private readonly List<FieldSlot> _fields = [];
    private int _originSlot = RecordLayout.NoOrigin;

    /// <summary>What the parser has to deliver; final when the whole pipeline is compiled.</summary>
    public ParseTarget Target => new([.. _fields], _originSlot);

    /// <inheritdoc/>
    public IReadOnlyList<FieldSlot> Delivered => _fields;

    /// <inheritdoc/>
    public int SlotOf(string name)
    {
        var slot = DeliveredSlotOf(name);
        if (slot < 0)
        {
            slot = segment.NewSlot();
            _fields.Add(new FieldSlot(name, slot));
        }

        return slot;
    }

    /// <inheritdoc/>
    public int DeliveredSlotOf(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Name == name)
            {
                return field.Slot;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public int DeliveredOriginSlot => _originSlot;

    /// <inheritdoc/>
    public int OriginSlot() => _originSlot == RecordLayout.NoOrigin ? _originSlot = segment.NewSlot() : _originSlot;
}
