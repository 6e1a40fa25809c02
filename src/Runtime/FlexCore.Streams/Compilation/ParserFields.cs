using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>Projection push-down: the fields that the parser must deliver, because some step turned out to read them.</summary>
/// <param name="segment">Hands out the cells.</param>
internal sealed class ParserFields(SegmentBuilder segment)
{
    private readonly List<FieldSlot> _fields = [];
    private int _originSlot = RecordLayout.NoOrigin;

    /// <summary>What the parser has to deliver; final when the whole pipeline is compiled.</summary>
    public ParseTarget Target => new([.. _fields], _originSlot);

    /// <summary>The cell of a field, from now on delivered.</summary>
    /// <param name="name">The field.</param>
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

    /// <summary>The cell of a field that is delivered already, or -1.</summary>
    /// <param name="name">The field.</param>
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

    /// <summary>The cell of the whole record's text, or <see cref="RecordLayout.NoOrigin"/> while nobody has asked for it.</summary>
    public int DeliveredOriginSlot => _originSlot;

    /// <summary>The cell of the whole record's text, from now on delivered.</summary>
    public int OriginSlot() => _originSlot == RecordLayout.NoOrigin ? _originSlot = segment.NewSlot() : _originSlot;
}
