using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Testing.Storage;

/// <summary>The feed over an <see cref="InMemoryLog"/>.</summary>
internal sealed class InMemoryEventFeed(InMemoryLog log) : IEventFeed
{
    private const int BatchSizeLimit = 10_000;

    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => new(FeedCursor.Start.With(
        Enumerable.Range(0, log.ShardCount).Select(shard => KeyValuePair.Create(shard, log.HeadOf(shard))).Where(shard => shard.Value > 0)));

    public async IAsyncEnumerable<FeedBatch> SubscribeAsync(
        FeedCursor from, int batchSizeMax, FeedShards shards, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursor = from;
        while (true)
        {
            // The signal is taken before the read, so that an append between read and wait is not missed.
            var grown = log.NextAppend();
            while (await ReadAsync(cursor, batchSizeMax, shards, cancellationToken).ConfigureAwait(false) is { } batch)
            {
                cursor = batch.Cursor;
                yield return batch;
            }

            await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSizeMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batchSizeMax, BatchSizeLimit);
        cancellationToken.ThrowIfCancellationRequested();
        RefuseCursorAhead(from, shards);
        var events = new List<StoredEvent>();
        var moved = new Dictionary<int, long>();
        for (var shard = 0; shard < log.ShardCount && events.Count < batchSizeMax; shard++)
        {
            if (!shards.Contains(shard))
            {
                continue;
            }

            var found = log.ReadShard(shard, Math.Max(0, from.OffsetOf(shard)), batchSizeMax - events.Count);
            if (found.Length > 0)
            {
                events.AddRange(found);
                moved[shard] = found[^1].Offset;
            }
        }

        return new ValueTask<FeedBatch?>(events.Count == 0 ? null : new FeedBatch(events, from.With(moved)));
    }

    private void RefuseCursorAhead(FeedCursor cursor, FeedShards shards)
    {
        foreach (var (shard, offset) in cursor.Offsets)
        {
            var head = shard >= 0 && shard < log.ShardCount ? log.HeadOf(shard) : 0;
            if (offset > head && shards.Contains(shard))
            {
                throw new FeedCursorException(shard, offset, head);
            }
        }
    }
}
