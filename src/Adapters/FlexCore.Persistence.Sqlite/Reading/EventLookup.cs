using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite.Reading;

/// <summary>Reads single events of many streams on one connection. Thread-safe.</summary>
internal sealed class EventLookup(StreamHeads heads, ReaderPool readers)
{
    /// <summary>Reads events.</summary>
    /// <param name="wanted">Their streams and versions.</param>
    /// <param name="cancellationToken">Stops waiting for a connection.</param>
    /// <returns>The events, in the order asked for.</returns>
    /// <exception cref="CorruptEventException">One is damaged or not there.</exception>
    public async ValueTask<StoredEvent[]> ReadAsync(IReadOnlyList<(EntityId Stream, long Version)> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
        {
            return [];
        }

        // Memory comes first: what moves from it into the stream index meanwhile is in the index when that is read.
        var seqs = new long[wanted.Count];
        for (var i = 0; i < seqs.Length; i++)
        {
            seqs[i] = heads.SeqOf(wanted[i].Stream, wanted[i].Version);
        }

        using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
        return rental.Reader.ReadEach(wanted, seqs);
    }
}
