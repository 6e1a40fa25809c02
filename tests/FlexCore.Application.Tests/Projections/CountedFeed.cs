using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Tests.Projections;

/// <summary>Counts what a feed is asked, and breaks when it is told to.</summary>
internal sealed class CountedFeed(IEventFeed feed) : IEventFeed
{
    private int _subscriptions;
    private int _batches;

    /// <summary>While set, subscriptions end with a fault at the next batch.</summary>
    public volatile bool IsBroken;

    public int Subscriptions => Volatile.Read(ref _subscriptions);

    /// <summary>Batches that subscriptions have brought.</summary>
    public int Batches => Volatile.Read(ref _batches);

    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => feed.ReadEndAsync(cancellationToken);

    public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) => feed.ReadAsync(from, batchSizeMax, shards, cancellationToken);

    public async IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, FeedShards shards, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _subscriptions);
        await foreach (var batch in feed.SubscribeAsync(from, batchSizeMax, shards, cancellationToken))
        {
            Interlocked.Increment(ref _batches);
            if (IsBroken)
            {
                throw new JournalException("the feed is broken");
            }

            yield return batch;
        }
    }
}
