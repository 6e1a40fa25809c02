using FlexCore.Application.Events;
using FlexCore.Application.Journal;

namespace FlexCore.Application.EventTransfer;

/// <summary>An export that was opened. Read once, by one reader.</summary>
public sealed class EventExportRun
{
    private readonly Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> _read;

    internal EventExportRun(EventFileHeader header, Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> read)
    {
        Header = header;
        _read = read;
    }

    /// <summary>What the first line says.</summary>
    public EventFileHeader Header { get; }

    /// <summary>Reads the bytes of the export.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whole lines, some at a time; valid until the next are asked for.</returns>
    /// <exception cref="CorruptEventException">A stored event is damaged.</exception>
    /// <exception cref="UnknownEventException">A stored event is in a shape that this program does not know.</exception>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default) => _read(cancellationToken);
}
