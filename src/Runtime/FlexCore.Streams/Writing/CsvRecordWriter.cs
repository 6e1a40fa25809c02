using System.Buffers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Writing;

/// <summary>Writes each row as a CSV record (RFC 4180, but with a line feed alone), after a header with the field names.</summary>
/// <remarks>
/// <para>A closed layout gives the columns. Of an open layout the first row gives them; a later row with a further field ends the run,
/// because leaving the field out would lose data silently.</para>
/// <para>Text is quoted where the format asks for it. <c>null</c>, missing fields and numbers that JSON lacks are empty, empty text is <c>""</c>; lists and objects
/// are written as JSON text.</para>
/// </remarks>
internal sealed class CsvRecordWriter : IRecordWriter
{
    private const byte Delimiter = (byte)',';

    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly RecordLayout _layout;
    private readonly RowObject _rows;
    private readonly TextArena _arena = new();
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private List<string> _columns = [];

    /// <summary>Creates a writer.</summary>
    /// <param name="layout">The rows it will get.</param>
    public CsvRecordWriter(RecordLayout layout)
    {
        _layout = layout;
        _rows = new RowObject(layout);
    }

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<Value> firstRow, IBufferWriter<byte> output)
    {
        _columns = _layout.IsOpen && firstRow.IsEmpty ? []
            : _layout.IsOpen ? [.. Whole(firstRow).Fields.Select(field => field.Key)]
            : [.. _layout.Fields.Select(field => field.Name)];
        if (_columns.Count == 0)
        {
            return;
        }

        for (var i = 0; i < _columns.Count; i++)
        {
            Separate(i, output);
            WriteText(Encoding.UTF8.GetBytes(_columns[i]), output);
        }

        output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<Value> row, IBufferWriter<byte> output)
    {
        if (_layout.IsOpen)
        {
            WriteOpen(Whole(row), output);
        }
        else
        {
            for (var i = 0; i < _layout.Fields.Count; i++)
            {
                Separate(i, output);
                WriteValue(row[_layout.Fields[i].Slot], output);
            }
        }

        output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        json.Write(Value.Array(new ArrayValue([.. _columns.Select(Value.String)])));
        json.Flush();
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var bytes = state.ToArray();
        var cursor = new JsonCursor(bytes, 0, bytes.Length, _arena);
        if (!cursor.ReadDocument(out var columns) || columns.Kind != ValueKind.Array
            || columns.AsArray().Items.ToArray().Any(static column => !column.IsString))
        {
            throw new StreamException("checkpoint-damaged", "The CSV writer's state in the checkpoint is damaged. Run again with --fresh.");
        }

        _columns = [.. columns.AsArray().Items.ToArray().Select(column => column.AsString())];
    }

    private ObjectValue Whole(ReadOnlySpan<Value> row)
    {
        _scratch.ResetWrittenCount();
        var json = new JsonOutput(_scratch);
        _rows.Write(row, ref json);
        json.Flush();
        var bytes = _scratch.WrittenSpan.ToArray();
        var cursor = new JsonCursor(bytes, 0, bytes.Length, _arena, JsonCursor.MaxOwnDepth);
        return cursor.ReadDocument(out var record) && record.Kind == ValueKind.Object
            ? record.AsObject()
            : throw new InvalidOperationException($"An open record is not a JSON object: {cursor.Failure.Reason}.");
    }

    private void WriteOpen(ObjectValue record, IBufferWriter<byte> output)
    {
        var known = 0;
        for (var i = 0; i < _columns.Count; i++)
        {
            Separate(i, output);
            known += record.TryGet(_columns[i], out var value) ? 1 : 0;
            WriteValue(value, output);
        }

        if (known < record.Count)
        {
            var unknown = record.Fields.First(field => !_columns.Contains(field.Key, StringComparer.Ordinal)).Key;
            throw new StreamException("csv-column-unknown", $"A record has the field '{unknown}', but the CSV header, made from the first record, has only: {string.Join(", ", _columns)}. Put a 'select' step with all columns before the sink.");
        }
    }

    private void WriteValue(Value value, IBufferWriter<byte> output)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined or ValueKind.Null:
            case ValueKind.Number when value.TryGetNumber(out var number) && !double.IsFinite(number):
                break;
            case ValueKind.String when value.IsUtf8:
                WriteText(value.Utf8Span(), output);
                break;
            case ValueKind.String:
                WriteText(Encoding.UTF8.GetBytes(value.AsString()), output);
                break;
            case ValueKind.Array or ValueKind.Object:
                _scratch.ResetWrittenCount();
                WriteJson(value, _scratch);
                WriteText(_scratch.WrittenSpan, output);
                break;
            default:
                WriteJson(value, output);
                break;
        }
    }

    private static void WriteJson(Value value, IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        json.Write(value);
        json.Flush();
    }

    private static void WriteText(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        if (!text.IsEmpty && !text.ContainsAny(Special))
        {
            output.Write(text);
            return;
        }

        output.Write("\""u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            output.Write(text[..(quote + 1)]);
            output.Write("\""u8);
            text = text[(quote + 1)..];
        }

        output.Write(text);
        output.Write("\""u8);
    }

    private static void Separate(int column, IBufferWriter<byte> output)
    {
        if (column > 0)
        {
            output.Write([Delimiter]);
        }
    }
}
