using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Parsing;

/// <summary>Turns the bytes of one record into cells. Each worker has its own instance; calls never overlap.</summary>
internal interface IRecordParser
{
    /// <summary>Announces a chunk. Where the format has a header, <see cref="SourceChunk.Header"/> holds it; the same array means the same header.</summary>
    /// <param name="chunk">The chunk whose records follow.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The header is unusable (a needed column is missing): the run ends.</exception>
    void Begin(SourceChunk chunk);

    /// <summary>Parses one record of the announced chunk, which is valid UTF-8, and fills the cells that the <see cref="ParseTarget"/> names.</summary>
    /// <param name="chunk">The announced chunk.</param>
    /// <param name="record">The record's index.</param>
    /// <param name="row">The row's cells, all <c>undefined</c> on entry. Values may point into the chunk's buffer.</param>
    /// <param name="failure">Why the record cannot be parsed; the cells are then meaningless.</param>
    /// <returns>Whether the record was parsed.</returns>
    bool TryParse(SourceChunk chunk, int record, Span<Value> row, out RecordFailure failure);
}
