using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sources;

/// <summary>One read from a source.</summary>
/// <param name="Chunk">The records.</param>
/// <param name="Input">The index of the input.</param>
/// <param name="Point">The place after the records.</param>
/// <param name="BytesIn">Bytes consumed so far of all inputs, after decompression.</param>
/// <param name="BytesRead">Stored bytes consumed so far of all inputs.</param>
internal sealed record SourceRead(SourceChunk Chunk, int Input, InputPoint Point, long BytesIn, long BytesRead);
