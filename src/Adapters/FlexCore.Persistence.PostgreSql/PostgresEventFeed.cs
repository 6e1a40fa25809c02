using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.PostgreSql.Reading;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.PostgreSql.State;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>The feed of all nodes' events. Thread-safe.</summary>
/// <remarks>
/// Offsets of a shard have no holes, and a shard is appended to by one statement after the other, so whoever sees offset n sees all before it. Nothing here
/// depends on numbers of transactions or on what other databases of the server do.
/// </remarks>
internal sealed class PostgresEventFeed(FeedReader reader, FeedEnds ends, FeedInstruments instruments, PostgresStoreOptions options, TimeProvider time) : IEventFeed
{
    private const int BatchSizeLimit = 10_000;

    // What one statement reads for a subscriber that is behind: with a few rows of each shard at a time, finding them would cost more than reading them.
    private const int PageEvents = 8_192;

    public async ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default)
    {
        await reader.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return ends.ToCursor();
    }

    public async IAsyncEnumerable<FeedBatch> SubscribeAsync(
        FeedCursor from, int batchSizeMax, FeedShards shards, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var watch = instruments.Open(from.Offsets.Sum(static shard => shard.Value));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var page = await ReadAsync(from, batchSizeMax, shards, cancellationToken).ConfigureAwait(false);
        var cursor = from;
        Task<FeedBatch?>? ahead = null;
        try
        {
            while (true)
            {
                var grown = ends.Grown();
                page ??= await ReadKnownAsync(cursor, Math.Max(batchSizeMax, PageEvents), shards, cancellationToken).ConfigureAwait(false);
                if (page is null)
                {
                    await (shards.AreOwned ? WaitForOwnAsync(grown, cancellationToken) : ends.WaitAsync(grown, cancellationToken)).ConfigureAwait(false);
                    continue;
                }

                // Behind a large page there is more: the server reads it while the subscriber is at work. A small one is the end, and the next is better larger.
                ahead = page.Events.Count >= PageEvents / 2 ? ReadKnownAsync(page.Cursor, Math.Max(batchSizeMax, PageEvents), shards, stop.Token).AsTask() : null;
                foreach (var batch in FeedPages.Split(page, cursor, batchSizeMax))
                {
                    cursor = batch.Cursor;
                    watch.Took(batch.Events.Count);
                    yield return batch;
                }

                page = ahead is null ? null : await ahead.ConfigureAwait(false);
                ahead = null;
            }
        }
        finally
        {
            // The subscriber left while a page was on its way.
            await stop.CancelAsync().ConfigureAwait(false);
            await (ahead ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSizeMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batchSizeMax, BatchSizeLimit);
        if (FirstAhead(from, shards) is null && await reader.ReadAsync(from, batchSizeMax, shards, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        await reader.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return FirstAhead(from, shards) is { } ahead
            ? throw new FeedCursorException(ahead.Key, ahead.Value, ends.OffsetOf(ahead.Key))
            : await reader.ReadAsync(from, batchSizeMax, shards, cancellationToken).ConfigureAwait(false);
    }

    // What this node commits is known at once, unless the answer was lost on the way: so the database is asked now and then. Hints of other nodes are no news.
    private async Task WaitForOwnAsync(Task grown, CancellationToken cancellationToken)
    {
        try
        {
            await grown.WaitAsync(options.PollIntervalWithHints, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            try
            {
                await reader.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException error) when (error.Fault == StoreFault.Unavailable)
            {
                await Task.Delay(options.PollInterval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A subscriber waits through an outage of the database: it has a place, and nothing that happens meanwhile can be missed.
    private async ValueTask<FeedBatch?> ReadKnownAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await reader.FollowAsync(from, batchSizeMax, shards, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException error) when (error.Fault == StoreFault.Unavailable)
            {
                await Task.Delay(options.PollInterval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private KeyValuePair<int, long>? FirstAhead(FeedCursor cursor, FeedShards shards)
    {
        foreach (var shard in cursor.Offsets)
        {
            if (shard.Value > ends.OffsetOf(shard.Key) && shards.Contains(shard.Key))
            {
                return shard;
            }
        }

        return null;
    }
}
