using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite;

/// <summary>The feed: scans the event table in commit order from where the cursor stands. Thread-safe.</summary>
internal sealed class SqliteEventFeed(CommittedEnd end, ReaderPool readers, FeedInstruments instruments) : IEventFeed
{
    private const int BatchSizeLimit = 10_000;

    // Where the scan for a cursor that this feed has returned goes on, so that reading batch by batch does not search again.
    private readonly ConditionalWeakTable<FeedCursor, FeedPosition> _positions = [];

    // This process is the only writer, so memory knows the end.
    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => new(FeedCursor.Start.With(
        Enumerable.Range(0, end.ShardCount).Select(shard => KeyValuePair.Create(shard, end.OffsetOf(shard))).Where(shard => shard.Value > 0)));

    public async IAsyncEnumerable<FeedBatch> SubscribeAsync(
        FeedCursor from, int batchSizeMax, FeedShards shards, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = instruments.Open(from.Offsets.Sum(static shard => shard.Value));
        var cursor = from;
        while (true)
        {
            var seq = end.Seq;
            while (await ReadAsync(cursor, batchSizeMax, shards, cancellationToken).ConfigureAwait(false) is { } batch)
            {
                cursor = batch.Cursor;
                reader.Took(batch.Events.Count);
                yield return batch;
            }

            await end.WhenAboveAsync(seq, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSizeMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batchSizeMax, BatchSizeLimit);
        RefuseCursorAhead(from, shards);
        using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
        if (!_positions.TryGetValue(from, out var position) || !position.IsFor(shards))
        {
            position = FeedPosition.Find(from, shards, rental.Reader.Marks, end.ShardCount);
        }

        var (events, reached) = position.Read(rental.Reader.Events, end.Seq, batchSizeMax);
        if (events.Count == 0)
        {
            return null;
        }

        var cursor = from.With(reached.MovedSince(position));
        _positions.Add(cursor, reached);
        return new FeedBatch(events, cursor);
    }

    private void RefuseCursorAhead(FeedCursor cursor, FeedShards shards)
    {
        foreach (var (shard, offset) in cursor.Offsets)
        {
            var last = shard >= 0 && shard < end.ShardCount ? end.OffsetOf(shard) : 0;
            if (offset > last && shards.Contains(shard))
            {
                throw new FeedCursorException(shard, offset, last);
            }
        }
    }
}
