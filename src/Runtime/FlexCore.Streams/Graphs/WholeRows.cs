using System.Buffers;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Graphs;

/// <summary>Builds the whole record as one object, for expressions that use <c>$</c>.</summary>
/// <param name="layout">The record.</param>
/// <param name="slot">The cell that takes the object.</param>
internal sealed class WholeRows(RecordLayout layout, int slot) : IRowOperator
{
    private readonly RowObject _rows = new(layout);
    private readonly TextArena _arena = new();
    private readonly ArrayBufferWriter<byte> _scratch = new();

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        foreach (var row in batch.Selection)
        {
            var cells = batch.Row(row);
            cells[slot] = layout.IsOpen ? Open(cells) : Closed(cells);
        }
    }

    private Value Closed(ReadOnlySpan<Value> cells)
    {
        var record = new ObjectValue(layout.Fields.Count);
        foreach (var field in layout.Fields)
        {
            if (!cells[field.Slot].IsUndefined)
            {
                record.Set(field.Name, cells[field.Slot]);
            }
        }

        return Value.Object(record);
    }

    // The values may point into these bytes, so they are not reused.
    private Value Open(ReadOnlySpan<Value> cells)
    {
        _scratch.ResetWrittenCount();
        var json = new JsonOutput(_scratch);
        _rows.Write(cells, ref json);
        json.Flush();
        var bytes = _scratch.WrittenSpan.ToArray();
        var cursor = new JsonCursor(bytes, 0, bytes.Length, _arena);
        return cursor.ReadDocument(out var record)
            ? record
            : throw new InvalidOperationException($"An open record is not valid JSON: {cursor.Failure.Reason}.");
    }
}
