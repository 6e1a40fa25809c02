using System.Buffers;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Writing;

/// <summary>Writes each row as one JSON object and a line feed.</summary>
internal sealed class NdjsonRecordWriter : IRecordWriter
{
    private readonly RowObject _rows;

    /// <summary>Creates a writer.</summary>
    /// <param name="layout">The rows it will get.</param>
    public NdjsonRecordWriter(RecordLayout layout) => _rows = new RowObject(layout);

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<Value> firstRow, IBufferWriter<byte> output)
    {
        // NDJSON has no header.
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<Value> row, IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        _rows.Write(row, ref json);
        json.Raw((byte)'\n');
        json.Flush();
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        // Every row stands for itself: there is no state.
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        // Every row stands for itself: there is no state.
    }
}
