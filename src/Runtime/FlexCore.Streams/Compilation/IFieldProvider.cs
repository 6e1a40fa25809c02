using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>Projection push-down: whoever can still deliver fields that nobody has read so far, the parser or the join of a branch's routes.</summary>
internal interface IFieldProvider
{
    /// <summary>The cell of the whole record's text, or <see cref="RecordLayout.NoOrigin"/> while nobody has asked for it.</summary>
    int DeliveredOriginSlot { get; }

    /// <summary>The fields that are delivered so far.</summary>
    IReadOnlyList<FieldSlot> Delivered { get; }

    /// <summary>The cell of a field, from now on delivered.</summary>
    /// <param name="name">The field.</param>
    int SlotOf(string name);

    /// <summary>The cell of a field that is delivered already, or -1.</summary>
    /// <param name="name">The field.</param>
    int DeliveredSlotOf(string name);

    /// <summary>The cell of the whole record's text, from now on delivered.</summary>
    int OriginSlot();
}
