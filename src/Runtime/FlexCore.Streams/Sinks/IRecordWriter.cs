using System.Buffers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Sinks;

/// <summary>Writes rows of one layout as text: NDJSON or CSV. Used by one sink; calls never overlap.</summary>
internal interface IRecordWriter
{
    /// <summary>Writes what stands before the first row (a CSV header). Called once per output, with the first row, or none if the output stays empty.</summary>
    /// <param name="firstRow">The first row's cells; empty when there is none.</param>
    /// <param name="output">Takes the bytes.</param>
    void Begin(ReadOnlySpan<Value> firstRow, IBufferWriter<byte> output);

    /// <summary>Writes one row and its line end.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="output">Takes the bytes.</param>
    void Write(ReadOnlySpan<Value> row, IBufferWriter<byte> output);

    /// <summary>Writes what <see cref="Begin"/> decided (the columns of an open record), for a checkpoint.</summary>
    /// <param name="output">Takes the bytes.</param>
    void Snapshot(IBufferWriter<byte> output);

    /// <summary>Takes over what <see cref="Snapshot"/> wrote, instead of <see cref="Begin"/>.</summary>
    /// <param name="state">The bytes.</param>
    void Restore(ReadOnlySequence<byte> state);
}
