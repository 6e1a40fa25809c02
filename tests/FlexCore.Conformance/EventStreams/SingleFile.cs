using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Conformance.EventStreams;

/// <summary>A feed that hands on the events of a list one by one, as they come when nobody waits.</summary>
/// <param name="events">The events.</param>
/// <param name="ended">Called when the reader asks for more than there are.</param>
internal sealed class SingleFile(IReadOnlyList<StoredEvent> events, Action ended) : IEventFeed
{
    public async IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, FeedShards shards, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursor = from;
        foreach (var stored in events.Where(stored => shards.Contains(stored.Shard)))
        {
            cursor = cursor.With(stored.Shard, stored.Offset);
            yield return new FeedBatch([stored], cursor);
        }

        ended();
        await Task.FromCanceled(cancellationToken);
    }

    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("It is only followed.");

    public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) => throw new NotSupportedException("It is only followed.");
}
