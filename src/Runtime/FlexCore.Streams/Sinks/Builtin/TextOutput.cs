using System.Buffers;
using FlexCore.Streams.State;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>Turns rows into text in a reused buffer, and keeps whether the head of the output is written.</summary>
/// <remarks>Owned by one sink.</remarks>
/// <param name="writer">The format.</param>
internal sealed class TextOutput(IRecordWriter writer)
{
    private const int FlushSize = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushSize + (64 * 1024));
    private bool _hasBegun;

    /// <summary>Whether the head was written.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>Whether the output has a head from earlier, so that none is written.</summary>
    public bool HasHead { get; set; }

    /// <summary>Whether enough text waits to be worth a write.</summary>
    public bool IsFull => _buffer.WrittenCount >= FlushSize;

    /// <summary>The text that waits.</summary>
    public ReadOnlyMemory<byte> Pending => _buffer.WrittenMemory;

    /// <summary>Adds one row.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row's index.</param>
    public void Write(RecordBatch batch, int row)
    {
        var cells = batch.Row(row);
        if (!_hasBegun)
        {
            _hasBegun = true;
            writer.Begin(cells, HasHead ? new ArrayBufferWriter<byte>() : _buffer);
        }

        writer.Write(cells, _buffer);
    }

    /// <summary>Writes the head of an output that has no rows.</summary>
    public void BeginEmpty()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            writer.Begin([], _buffer);
        }
    }

    /// <summary>Forgets the text that waited.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>Writes what <see cref="Restore"/> needs.</summary>
    /// <param name="state">Takes the state.</param>
    public void Snapshot(StateWriter state)
    {
        state.Byte(_hasBegun ? (byte)1 : (byte)0);
        var format = new ArrayBufferWriter<byte>();
        writer.Snapshot(format);
        state.Bytes(format.WrittenSpan);
    }

    /// <summary>Goes back to what <see cref="Snapshot"/> wrote.</summary>
    /// <param name="state">The state.</param>
    public void Restore(ref StateReader state)
    {
        _hasBegun = state.Byte() == 1;
        var format = state.Bytes().ToArray();
        if (_hasBegun)
        {
            writer.Restore(new ReadOnlySequence<byte>(format));
        }
    }
}
