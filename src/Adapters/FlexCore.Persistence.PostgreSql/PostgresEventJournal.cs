using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Reading;
using FlexCore.Persistence.PostgreSql.Writing;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>The journal: appends go through the writers, reads through pooled connections. Thread-safe.</summary>
internal sealed class PostgresEventJournal(PostgresDatabase database, Writers writers, int shardCount) : IEventJournal
{
    /// <summary>The most events in a page of a read.</summary>
    private const int PageEvents = 1_000;

    /// <summary>PostgreSQL takes a statement of less than 1 GiB; a margin is left for everything that is not payload.</summary>
    private const long AppendBytesMax = 512L * 1024 * 1024;

    internal const string ReadSql = $"SELECT {EventRowReader.Columns} FROM event e WHERE e.stream = $1 AND e.version >= $2 ORDER BY e.version LIMIT $3";

    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate(shardCount);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        }

        var bytes = PendingAppend.PayloadBytes(request);
        if (bytes > AppendBytesMax)
        {
            return ValueTask.FromException<AppendResult>(new JournalException(
                $"The append to '{request.Stream}' has {bytes} payload bytes; PostgreSQL takes {AppendBytesMax} in one append. Append fewer events at once."));
        }

        var append = new PendingAppend(request);
        return writers.Enqueue(append, bytes) is { } refusal
            ? ValueTask.FromException<AppendResult>(refusal)
            : new ValueTask<AppendResult>(append.Task);
    }

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        EntityId stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var next = Math.Max(1, fromVersion);
        while (true)
        {
            var (events, isCut) = await ReadPageAsync(stream, next, cancellationToken).ConfigureAwait(false);
            foreach (var stored in events)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return stored;
            }

            if (!isCut && events.Count < PageEvents)
            {
                yield break;
            }

            next += events.Count;
        }
    }

    private ValueTask<(List<StoredEvent> Events, bool IsCut)> ReadPageAsync(EntityId stream, long from, CancellationToken cancellationToken)
    {
        return database.RunAsync(
            ReadSql,
            [Parameter.Of(stream.StreamId), Parameter.Of(from), Parameter.Of((long)PageEvents)],
            command =>
            {
                var expected = from;
                return EventPage.ReadAsync(
                    command,
                    new EventRowReader(),
                    stored => expected = stored.Version == expected
                        ? expected + 1
                        : throw new CorruptEventException(stream.StreamId, expected, $"version {stored.Version} follows in its place"),
                    cancellationToken);
            },
            mayRepeat: true,
            cancellationToken);
    }
}
