using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.State;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite;

/// <summary>The journal: appends go through the commit loop, reads through the reader pool. Thread-safe.</summary>
internal sealed class SqliteEventJournal(CommitLoop loop, StreamHeads heads, ReaderPool readers, int shardCount) : IEventJournal
{
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
        var read = new StreamRead(stream, fromVersion, heads, readers);
        var chunk = await read.NextAsync(cancellationToken).ConfigureAwait(false);
        while (chunk.Count > 0)
        {
            // A long history is read ahead by one chunk, so that reading and the caller's work overlap.
            var ahead = chunk.Count == StreamRead.ChunkEvents ? Task.Run(() => read.NextAsync(cancellationToken), cancellationToken) : null;
            for (var i = 0; i < chunk.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return chunk[i];
            }

            chunk = await (ahead ?? read.NextAsync(cancellationToken)).ConfigureAwait(false);
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
}
