using FlexCore.Domain;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sources;

/// <summary>One read from a source.</summary>
/// <param name="Chunk">The records.</param>
/// <param name="Position">The position behind the records.</param>
/// <param name="BytesIn">Bytes consumed so far of all inputs, after decompression.</param>
/// <param name="BytesRead">Stored bytes consumed so far of all inputs.</param>
internal sealed record SourceRead(SourceChunk Chunk, SourcePosition Position, long BytesIn, long BytesRead)
{
    /// <summary>When the newest of the records came into being (was appended, received), where the source knows it: the age of what is processed.</summary>
    public DateTimeOffset? NewestAt { get; init; }

    /// <summary>Whether more records of the same read follow: there is no position between them.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The span that brought the records here (that appended them to a topic, for example), where the source knows it.</summary>
    public TraceParent? Trace { get; init; }
}
