using System.Buffers;

namespace FlexCore.Streams.Sources;

/// <summary>Reads records. Used by one reading task; a position may be written by another one.</summary>
/// <remarks>
/// A source that never ends hands on what it has at once, and waits without polling where it can. A wait must end when its token is cancelled: that is
/// how a drain reaches it. A cancelled read may lose nothing: what it had taken is behind the position of the last completed read.
/// </remarks>
internal interface IRecordSource : IAsyncDisposable
{
    /// <summary>The stored size of everything, where it is known.</summary>
    long? BytesTotal { get; }

    /// <summary>Bytes consumed so far, after decompression. Exact when no read is under way.</summary>
    long BytesIn { get; }

    /// <summary>Stored bytes consumed so far. Exact when no read is under way.</summary>
    long BytesRead { get; }

    /// <summary>What was not read yet, where the source knows it. May be asked by any thread.</summary>
    SourceBacklog? Backlog => null;

    /// <summary>
    /// Whether the place at which a fresh run begins would be lost by a crash, because opening the source again later would begin elsewhere. Such a run
    /// takes a checkpoint before its first record.
    /// </summary>
    bool BeginsHere => false;

    /// <summary>Reads on; completes as soon as there is at least one record.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The next records and the position after them, or <see langword="null"/> at the end.</returns>
    /// <exception cref="FlexCore.Application.Streams.StreamException">An input is missing, damaged or unreadable.</exception>
    ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes what is needed to go on behind a read.</summary>
    /// <param name="after">The last read whose records count as processed, or <see langword="null"/> for the beginning.</param>
    /// <param name="output">Takes the bytes.</param>
    void WritePosition(SourceRead? after, IBufferWriter<byte> output);
}
