using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>What is known about the record between two steps. Immutable; asking for a field may make the parser deliver it.</summary>
/// <remarks>
/// Of a closed record every field is known. Of an open one only those that steps have set (<see cref="Fields"/>) or removed; every
/// other name is a field of the origin, which may or may not be there.
/// </remarks>
internal sealed class RecordScope
{
    private const int Undelivered = -1;

    private readonly IFieldProvider? _parser;

    private RecordScope(IReadOnlyList<FieldSlot> fields, IReadOnlyList<string> removed, bool isOpen, IFieldProvider? parser)
    {
        Fields = fields;
        Removed = removed;
        IsOpen = isOpen;
        _parser = parser;
    }

    /// <summary>The named fields in order.</summary>
    public IReadOnlyList<FieldSlot> Fields { get; }

    /// <summary>Fields of the origin that are gone.</summary>
    public IReadOnlyList<string> Removed { get; }

    /// <summary>Whether there may be fields that nobody named.</summary>
    public bool IsOpen { get; }

    /// <summary>The fields that are delivered into this record, and whether the whole record is. Final when the whole pipeline is compiled.</summary>
    public (IReadOnlyList<string> Fields, bool IsWhole) Delivered => _parser is null
        ? ([], false)
        : ([.. _parser.Delivered.Select(delivered => delivered.Name)], _parser.DeliveredOriginSlot != RecordLayout.NoOrigin);

    /// <summary>The record of an open format.</summary>
    /// <param name="parser">Delivers fields.</param>
    public static RecordScope Open(IFieldProvider parser) => new([], [], isOpen: true, parser);

    /// <summary>The record of a format whose fields are known; each is delivered when someone asks for it.</summary>
    /// <param name="parser">Delivers fields.</param>
    /// <param name="names">The fields in order.</param>
    public static RecordScope Closed(IFieldProvider parser, IEnumerable<string> names) =>
        new([.. names.Select(name => new FieldSlot(name, Undelivered))], [], isOpen: false, parser);

    /// <summary>The record that a step with state emits: fields from cell 0 on.</summary>
    /// <param name="names">The fields in order.</param>
    public static RecordScope Emitted(IEnumerable<string> names) =>
        new([.. names.Select((name, index) => new FieldSlot(name, index))], [], isOpen: false, parser: null);

    /// <summary>The same record, with fields that nobody named.</summary>
    /// <param name="removed">Names that none of them has.</param>
    public RecordScope Opened(IReadOnlyList<string> removed) => new(Fields, removed, isOpen: true, _parser);

    /// <summary>The cell of a field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="slot">Its cell.</param>
    /// <returns>Whether the record has, or may have, the field.</returns>
    public bool TryResolve(string name, out int slot)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                slot = SlotOf(field);
                return true;
            }
        }

        slot = Undelivered;
        if (!IsOpen || _parser is null || Removed.Contains(name))
        {
            return false;
        }

        slot = _parser.SlotOf(name);
        return true;
    }

    /// <summary>Whether the record has, or may have, a field; does not deliver it.</summary>
    /// <param name="name">The field.</param>
    public bool Has(string name) => Fields.Any(field => field.Name == name) || (IsOpen && !Removed.Contains(name));

    /// <summary>The record with a field set; a known field keeps its place.</summary>
    /// <param name="name">The field.</param>
    /// <param name="slot">Its new cell.</param>
    public RecordScope With(string name, int slot)
    {
        var changed = new FieldSlot(name, slot);
        IReadOnlyList<FieldSlot> fields = Fields.Any(field => field.Name == name)
            ? [.. Fields.Select(field => field.Name == name ? changed : field)]
            : [.. Fields, changed];
        return new RecordScope(fields, [.. Removed.Where(removed => removed != name)], IsOpen, _parser);
    }

    /// <summary>The record without a field.</summary>
    /// <param name="name">The field.</param>
    public RecordScope Without(string name) => new(
        [.. Fields.Where(field => field.Name != name)],
        IsOpen && !Removed.Contains(name) ? [.. Removed, name] : Removed,
        IsOpen,
        _parser);

    /// <summary>A closed record with fields of this one.</summary>
    /// <param name="fields">The fields in order.</param>
    public RecordScope Only(IEnumerable<FieldSlot> fields) => new([.. fields], [], isOpen: false, _parser);

    /// <summary>The layout, with every field delivered.</summary>
    public RecordLayout ToLayout() => new(
        [.. Fields.Select(field => field with { Slot = SlotOf(field) })],
        IsOpen && _parser is not null ? _parser.OriginSlot() : RecordLayout.NoOrigin,
        Removed);

    /// <summary>The layout of the fields that are delivered, because some step or sink reads them. Final when the whole pipeline is compiled.</summary>
    public RecordLayout ToDeliveredLayout() => new(
        [.. Fields.Select(field => field.Slot == Undelivered && _parser is not null ? field with { Slot = _parser.DeliveredSlotOf(field.Name) } : field).Where(field => field.Slot != Undelivered)],
        IsOpen && _parser is not null ? _parser.DeliveredOriginSlot : RecordLayout.NoOrigin,
        Removed);

    /// <summary>The record as a tap shows it: what is delivered, of an open record without its text also the fields that nobody has set but someone reads.</summary>
    public RecordLayout ToEdgeLayout()
    {
        var layout = ToDeliveredLayout();
        return !IsOpen || layout.IsOpen || _parser is null
            ? layout
            : new RecordLayout([.. _parser.Delivered.Where(field => !Removed.Contains(field.Name) && Fields.All(named => named.Name != field.Name)), .. layout.Fields]);
    }

    private int SlotOf(FieldSlot field) => field.Slot == Undelivered && _parser is not null ? _parser.SlotOf(field.Name) : field.Slot;
}
