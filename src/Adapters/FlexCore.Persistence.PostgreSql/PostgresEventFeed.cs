using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.PostgreSql.Reading;
using FlexCore.Persistence.PostgreSql.State;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>The feed of all nodes' events. Thread-safe.</summary>
/// <remarks>
/// Offsets of a shard have no holes, and a shard is appended to by one statement after the other, so whoever sees offset n sees all before it. Nothing here
/// depends on numbers of transactions or on what other databases of the server do.
/// </remarks>
internal sealed class PostgresEventFeed(FeedReader reader, FeedEnds ends, FeedInstruments instruments, TimeSpan outagePause, TimeProvider time) : IEventFeed
{
    private const int BatchSizeLimit = 10_000;

    public async ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default)
    {
        await reader.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return ends.ToCursor();
    }

    public async IAsyncEnumerable<FeedBatch> SubscribeAsync(
        FeedCursor from, int batchSizeMax, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var watch = instruments.Open(from.Offsets.Sum(static shard => shard.Value));
        var cursor = from;
        var first = await ReadAsync(cursor, batchSizeMax, cancellationToken).ConfigureAwait(false);
        for (var batch = first; ;)
        {
            var grown = ends.Grown();
            batch ??= await ReadKnownAsync(cursor, batchSizeMax, cancellationToken).ConfigureAwait(false);
            if (batch is null)
            {
                await ends.WaitAsync(grown, cancellationToken).ConfigureAwait(false);
                continue;
            }

            cursor = batch.Cursor;
            watch.Took(batch.Events.Count);
            yield return batch;
            batch = null;
        }
    }

    public async ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSizeMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batchSizeMax, BatchSizeLimit);
        if (FirstAhead(from) is null && await reader.ReadAsync(from, batchSizeMax, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        await reader.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return FirstAhead(from) is { } ahead
            ? throw new FeedCursorException(ahead.Key, ahead.Value, ends.OffsetOf(ahead.Key))
            : await reader.ReadAsync(from, batchSizeMax, cancellationToken).ConfigureAwait(false);
    }

    // A subscriber waits through an outage of the database: it has a place, and nothing that happens meanwhile can be missed.
    private async ValueTask<FeedBatch?> ReadKnownAsync(FeedCursor from, int batchSizeMax, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await reader.ReadAsync(from, batchSizeMax, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException error) when (error.Fault == StoreFault.Unavailable)
            {
                await Task.Delay(outagePause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private KeyValuePair<int, long>? FirstAhead(FeedCursor cursor)
    {
        foreach (var shard in cursor.Offsets)
        {
            if (shard.Value > ends.OffsetOf(shard.Key))
            {
                return shard;
            }
        }

        return null;
    }
}
