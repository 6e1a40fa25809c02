using System.Runtime.InteropServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite.Reading;

/// <summary>One read of one stream on its way from version to version, chunk by chunk. Used by one call at a time.</summary>
internal sealed class StreamRead
{
    /// <summary>The most events in a chunk.</summary>
    public const int ChunkEvents = 512;

    private const int IndexPageSeqs = 16_384;

    private readonly EntityId _stream;
    private readonly ReaderPool _readers;
    private readonly (long IndexedVersion, long[] Seqs)? _tail;
    private ReadOnlyMemory<long> _seqs;
    private long _next;

    /// <summary>Begins a read as of now.</summary>
    public StreamRead(EntityId stream, long fromVersion, StreamHeads heads, ReaderPool readers)
    {
        _stream = stream;
        _readers = readers;
        _next = Math.Max(1, fromVersion);

        // The tail is taken first: what moves from it into the index afterwards is in the index when it is read below.
        _tail = heads.Tail(stream);
    }

    /// <summary>Reads the next events.</summary>
    /// <returns>The events; empty at the end.</returns>
    /// <exception cref="CorruptEventException">An event is damaged or missing.</exception>
    public async Task<List<StoredEvent>> NextAsync(CancellationToken cancellationToken)
    {
        var events = new List<StoredEvent>();
        if (_seqs.IsEmpty)
        {
            _seqs = await LocateAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!_seqs.IsEmpty)
        {
            using var rental = await _readers.RentAsync(cancellationToken).ConfigureAwait(false);
            var wanted = _seqs[..Math.Min(ChunkEvents, _seqs.Length)];
            events.EnsureCapacity(wanted.Length);
            rental.Reader.Read(_stream, _next, wanted.Span, events);
            _next += events.Count;
            _seqs = _seqs[events.Count..];
        }

        return events;
    }

    private async ValueTask<ReadOnlyMemory<long>> LocateAsync(CancellationToken cancellationToken)
    {
        if (_tail is { } tail && _next > tail.IndexedVersion)
        {
            var skip = _next - tail.IndexedVersion - 1;
            return skip < tail.Seqs.Length ? tail.Seqs.AsMemory((int)skip) : default;
        }

        using var rental = await _readers.RentAsync(cancellationToken).ConfigureAwait(false);
        var seqs = rental.Reader.Runs.Seqs(_stream.StreamId, _next, IndexPageSeqs);
        if (_tail is not { } known)
        {
            return seqs.ToArray();
        }

        var wanted = (int)Math.Min(seqs.Count, known.IndexedVersion - _next + 1);
        return wanted > 0
            ? CollectionsMarshal.AsSpan(seqs)[..wanted].ToArray()
            : throw new CorruptEventException(_stream.StreamId, _next, $"the index does not have it, but must reach version {known.IndexedVersion}");
    }
}
