using FlexCore.Application.Journal;

namespace FlexCore.Application.Feed;

/// <summary>Every committed event of the store, for projections and subscribers.</summary>
/// <remarks>
/// Per shard: offset order, no holes, no duplicates within one read. Between shards no order is promised. An event appears only
/// after it is durable, and the cursor never passes an event that could still commit. Delivery to a consumer is at least once:
/// keep the cursor in the same transaction as the effect to make the effect exactly once. Thread-safe.
/// </remarks>
public interface IEventFeed
{
    /// <summary>The cursor behind every event that is committed now, whoever wrote it: reading from it gives only what comes later.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads from a cursor to the end of what is committed, then waits for more until cancelled.</summary>
    /// <param name="from">Where to begin; <see cref="FeedCursor.Start"/> for everything.</param>
    /// <param name="batchSizeMax">The most events in one batch, 1 to 10,000.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>Batches, never empty.</returns>
    /// <exception cref="FeedCursorException">The cursor is ahead of the store: it belongs to another store or to a newer backup.</exception>
    /// <exception cref="CorruptEventException">A stored event is damaged.</exception>
    IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, CancellationToken cancellationToken = default) =>
        SubscribeAsync(from, batchSizeMax, FeedShards.All, cancellationToken);

    /// <summary>Reads some shards from a cursor to the end of what is committed, then waits for more until cancelled. Other shards cost nothing.</summary>
    /// <param name="from">Where to begin; places in other shards do not matter and stay.</param>
    /// <param name="batchSizeMax">The most events in one batch, 1 to 10,000.</param>
    /// <param name="shards">Which shards.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>Batches, never empty.</returns>
    /// <exception cref="FeedCursorException">The cursor is ahead of the store in one of the shards.</exception>
    /// <exception cref="CorruptEventException">A stored event is damaged.</exception>
    IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default);

    /// <summary>Reads the next batch and does not wait.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="batchSizeMax">The most events in the batch, 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The next events, or <see langword="null"/> when the cursor is at the end.</returns>
    /// <exception cref="FeedCursorException">The cursor is ahead of the store: it belongs to another store or to a newer backup.</exception>
    /// <exception cref="CorruptEventException">A stored event is damaged.</exception>
    ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, CancellationToken cancellationToken = default) =>
        ReadAsync(from, batchSizeMax, FeedShards.All, cancellationToken);

    /// <summary>Reads the next batch of some shards and does not wait.</summary>
    /// <param name="from">Where to begin; places in other shards do not matter and stay.</param>
    /// <param name="batchSizeMax">The most events in the batch, 1 to 10,000.</param>
    /// <param name="shards">Which shards.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The next events, or <see langword="null"/> when the cursor is at the end of these shards.</returns>
    /// <exception cref="FeedCursorException">The cursor is ahead of the store in one of the shards.</exception>
    /// <exception cref="CorruptEventException">A stored event is damaged.</exception>
    ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default);
}
