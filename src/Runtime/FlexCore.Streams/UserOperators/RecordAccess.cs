using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.UserOperators;

/// <summary>One record under an operator's hands: its fields, and what becomes of it. Valid during the call only.</summary>
/// <remarks>Fields that hold nothing are <c>undefined</c>. Reading a field always gives the value before the operator unless the field is also written.</remarks>
public ref struct RecordAccess
{
    private readonly RowExpansion _rows;
    private Span<Value> _cells;

    internal RecordAccess(RowExpansion rows, int row)
    {
        _rows = rows;
        Row = row;
        _cells = rows.Cells(row);
        Outcome = RecordOutcome.Kept;
    }

    internal int Row { get; }

    internal RecordOutcome Outcome { get; private set; }

    internal RecordFailure Failure { get; private set; }

    /// <summary>A field's value; <c>undefined</c> when the record has no such field.</summary>
    /// <param name="field">The field.</param>
    public readonly Value this[Field field]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _cells[field.Slot];
    }

    /// <summary>A field's number.</summary>
    /// <param name="field">The field.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether the field holds a number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryNumber(Field field, out double number)
    {
        var value = _cells[field.Slot];
        if (value.TryGetNumber(out number))
        {
            return true;
        }

        number = value.IsNumber ? value.AsNumber() : 0;
        return value.IsNumber;
    }

    /// <summary>A field's text; allocates it. <see cref="Value.Utf8Span"/> reads text without that.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether the field holds text.</returns>
    public readonly bool TryText(Field field, [NotNullWhen(true)] out string? text)
    {
        var value = _cells[field.Slot];
        text = value.IsString ? value.AsString() : null;
        return text is not null;
    }

    /// <summary>Sets a field that the setup said is written.</summary>
    /// <param name="field">The field, from <see cref="OperatorSetup.Writes"/>.</param>
    /// <param name="value">The value; <c>undefined</c> removes the field.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Set(Field field, Value value) => _cells[field.Slot] = value;

    /// <summary>Sets a field to a number.</summary>
    /// <param name="field">The field, from <see cref="OperatorSetup.Writes"/>.</param>
    /// <param name="number">The number.</param>
    public readonly void Set(Field field, double number) => Set(field, Value.Number(number));

    /// <summary>Sets a field to a text.</summary>
    /// <param name="field">The field, from <see cref="OperatorSetup.Writes"/>.</param>
    /// <param name="text">The text.</param>
    public readonly void Set(Field field, string text) => Set(field, Value.String(text));

    /// <summary>Drops the record.</summary>
    public void Drop() => Outcome = RecordOutcome.Dropped;

    /// <summary>The record cannot be processed: the step's error policy decides what happens. Takes back what was emitted for it.</summary>
    /// <param name="reason">A stable kebab-case reason, such as <c>invalid-card</c>: the dead letter's <c>reason</c> and a metric's tag, so no values in it.</param>
    /// <param name="detail">What is wrong, with the value.</param>
    public void Fail(string reason, string detail)
    {
        Failure = new RecordFailure(reason, detail);
        Outcome = RecordOutcome.Failed;
    }

    /// <summary>Emits a copy of the record as it is now. The record itself no longer goes on; it can be changed and emitted again.</summary>
    public void Emit()
    {
        if (Outcome == RecordOutcome.Failed)
        {
            return;
        }

        Outcome = RecordOutcome.Replaced;
        if (_rows.TryDerive(Row, out _))
        {
            _cells = _rows.Cells(Row);
            return;
        }

        Failure = _rows.TooMany;
        Outcome = RecordOutcome.Failed;
    }
}
