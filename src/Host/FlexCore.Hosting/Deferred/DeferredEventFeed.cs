using FlexCore.Application.Feed;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the event feed until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventFeed(Deferred<NodeParts> node) : IEventFeed
{
    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => node.Value.Feed.ReadEndAsync(cancellationToken);

    public IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) =>
        node.Value.Feed.SubscribeAsync(from, batchSizeMax, shards, cancellationToken);

    public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) =>
        node.Value.Feed.ReadAsync(from, batchSizeMax, shards, cancellationToken);
}
