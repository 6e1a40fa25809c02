using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.EventIndex;

/// <summary>A feed of one shard that grows with the clock of the test: records of a topic, which cost a reader nothing.</summary>
/// <param name="clock">The clock.</param>
/// <param name="perSecond">How many come in a second.</param>
/// <param name="page">How many a store reads at a time: where a page ends, a batch is smaller although more is there.</param>
internal sealed class GrowingFeed(ManualClock clock, int perSecond, int page = int.MaxValue) : IEventFeed
{
    private static readonly StoredEvent Record = new()
    {
        Id = Guid.Empty, Stream = new EntityId(TenantId.Default, EventTopicDecider.Kind, "t"), Version = 1, Shard = 1, Offset = 1, Type = "topic.records", SchemaVersion = 1,
        Metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "c", "c"), Payload = ReadOnlyMemory<byte>.Empty,
    };

    private readonly DateTimeOffset _begin = clock.GetUtcNow();

    public long End => (long)((clock.GetUtcNow() - _begin).TotalSeconds * perSecond);

    public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => new(FeedCursor.Start.With(1, End));

    public async IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, FeedShards shards, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (seen, left) = (from.OffsetOf(1), page);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(Math.Min(batchSizeMax, left), End - seen);
            if (count == 0)
            {
                await clock.WhenPassedAsync(TimeSpan.FromMilliseconds(1), cancellationToken);
                continue;
            }

            seen += count;
            left = left == count ? page : left - count;
            yield return new FeedBatch([.. Enumerable.Repeat(Record, count)], from.With(1, seen));
        }
    }

    public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) => throw new NotSupportedException("It is only followed.");
}
