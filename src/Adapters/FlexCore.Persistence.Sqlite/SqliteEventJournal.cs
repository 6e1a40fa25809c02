using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.State;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite;

/// <summary>The journal: appends go through the commit loop, reads through the reader pool. Thread-safe.</summary>
internal sealed class SqliteEventJournal(CommitLoop loop, StreamHeads heads, ReaderPool readers, int shardCount) : IEventJournal
{
    private const int ChunkEvents = 512;
    private const int IndexPageSeqs = 16_384;

    private readonly AppendWorkPool _pool = new();

    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate(shardCount);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        }

        var work = _pool.Rent();
        work.Use(request);

        // The task is taken before the work is handed over, because afterwards it belongs to the writer.
        var outcome = work.Outcome;
        if (loop.Enqueue(work, PayloadBytes(request.Events)) is { } refusal)
        {
            work.Abandon();
            return ValueTask.FromException<AppendResult>(refusal);
        }

        return outcome;
    }

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        EntityId stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var next = Math.Max(1, fromVersion);

        // The tail is taken first: what moves from it into the index afterwards is in the index when it is read below.
        var tail = heads.Tail(stream);
        var chunk = new List<StoredEvent>(ChunkEvents);
        while (true)
        {
            var seqs = await SeqsAsync(stream, next, tail, cancellationToken).ConfigureAwait(false);
            if (seqs.Length == 0)
            {
                yield break;
            }

            for (var done = 0; done < seqs.Length; done += chunk.Count)
            {
                chunk.Clear();
                using (var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false))
                {
                    var wanted = seqs.AsSpan(done, Math.Min(ChunkEvents, seqs.Length - done));
                    rental.Reader.Read(stream, next, wanted, chunk);
                }

                next += chunk.Count;
                for (var i = 0; i < chunk.Count; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return chunk[i];
                }
            }
        }
    }

    private static long PayloadBytes(IReadOnlyList<NewEvent> events)
    {
        var bytes = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            bytes += events[i].Payload.Length;
        }

        return bytes;
    }

    private async ValueTask<long[]> SeqsAsync(
        EntityId stream, long next, (long IndexedVersion, long[] Seqs)? tail, CancellationToken cancellationToken)
    {
        if (tail is { } known && next > known.IndexedVersion)
        {
            var skip = next - known.IndexedVersion - 1;
            return skip < known.Seqs.Length ? known.Seqs[(int)skip..] : [];
        }

        using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
        var seqs = rental.Reader.Runs.Seqs(stream.StreamId, next, IndexPageSeqs);
        if (tail is { } bound)
        {
            var wanted = (int)Math.Min(seqs.Count, bound.IndexedVersion - next + 1);
            return wanted > 0
                ? CollectionsMarshal.AsSpan(seqs)[..wanted].ToArray()
                : throw new CorruptEventException(stream.StreamId, next, $"the index does not have it, but must reach version {bound.IndexedVersion}");
        }

        return [.. seqs];
    }
}
