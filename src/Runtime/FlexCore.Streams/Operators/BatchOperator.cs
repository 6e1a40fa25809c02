using System.Buffers;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Operators;

/// <summary>Joins every so many records into one, <c>{ items: [ … ] }</c>; the last one may hold fewer.</summary>
/// <remarks>Output row: the list, in cell 0. Touched by the runtime's operator stage only; calls never overlap.</remarks>
internal sealed class BatchOperator : IStatefulOperator
{
    /// <summary>The most records that may be joined.</summary>
    public const int MaxSize = 100_000;

    private const byte StateVersion = 1;

    private readonly int _size;
    private readonly RecordLayout _layout;
    private readonly RowObject _rows;
    private readonly TextArena _arena = new();
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private List<Value> _items = [];

    /// <summary>Creates the operator.</summary>
    /// <param name="size">How many records make one.</param>
    /// <param name="layout">The input's layout.</param>
    public BatchOperator(int size, RecordLayout layout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
        _size = size;
        _layout = layout;
        _rows = new RowObject(layout);
    }

    /// <inheritdoc/>
    public long LateRecords => 0;

    /// <inheritdoc/>
    public long? WatermarkMs => null;

    /// <inheritdoc/>
    public ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        foreach (var row in input.Selection)
        {
            _items.Add(_layout.IsOpen ? OpenRecord(input.Row(row)) : ClosedRecord(input.Row(row)));
            if (_items.Count == _size)
            {
                Emit(output, input.OriginOf(row));
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken)
    {
        if (_items.Count > 0)
        {
            Emit(output, 0);
        }

        return new ValueTask<bool>(false);
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        var state = new StateWriter(output);
        state.Byte(StateVersion);
        state.Integer(_items.Count);
        foreach (var item in _items)
        {
            state.Value(item);
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("batch", StateVersion);
        for (var items = reader.Count(); items > 0; items--)
        {
            _items.Add(reader.Value());
        }

        reader.End();
    }

    private void Emit(RecordBatch output, int origin)
    {
        output.Add(origin)[0] = Value.Array(new ArrayValue([.. _items]));
        _items = new List<Value>(_size);
    }

    private Value ClosedRecord(ReadOnlySpan<Value> cells)
    {
        var record = new ObjectValue(_layout.Fields.Count);
        foreach (var field in _layout.Fields)
        {
            if (!cells[field.Slot].IsUndefined)
            {
                record.Set(field.Name, cells[field.Slot].Detach());
            }
        }

        return Value.Object(record);
    }

    private Value OpenRecord(ReadOnlySpan<Value> cells)
    {
        _scratch.ResetWrittenCount();
        var json = new JsonOutput(_scratch);
        _rows.Write(cells, ref json);
        json.Flush();
        var bytes = _scratch.WrittenSpan.ToArray();
        var cursor = new JsonCursor(bytes, 0, bytes.Length, _arena, JsonCursor.MaxOwnDepth);
        return cursor.ReadDocument(out var record)
            ? record
            : throw new InvalidOperationException($"An open record is not valid JSON: {cursor.Failure.Reason}.");
    }
}
