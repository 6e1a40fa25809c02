using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Reading;

namespace FlexCore.Persistence.PostgreSql.Tests.Reading;

public sealed class FeedPagesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(11)]
    public void The_batches_are_the_page_and_each_cursor_says_what_came_before_it(int countMax)
    {
        var from = FeedCursor.Start.With(2, 5);
        var page = Page(from, [(1, 1), (1, 2), (1, 3), (2, 6), (2, 7), (3, 1), (3, 2), (3, 3), (3, 4), (4, 1)]);

        var batches = FeedPages.Split(page, from, countMax).ToList();

        batches.SelectMany(static batch => batch.Events).ShouldBe(page.Events);
        batches.ShouldAllBe(batch => batch.Events.Count > 0 && batch.Events.Count <= countMax);
        batches[^1].Cursor.ShouldBe(page.Cursor);
        var cursor = from;
        foreach (var batch in batches)
        {
            cursor = batch.Events.Aggregate(cursor, static (place, stored) => place.With(stored.Shard, stored.Offset));
            batch.Cursor.ShouldBe(cursor);
        }
    }

    private static FeedBatch Page(FeedCursor from, IReadOnlyList<(int Shard, long Offset)> places)
    {
        var events = places.Select(static place => Event(place.Shard, place.Offset)).ToList();
        return new FeedBatch(events, from.With(places.GroupBy(static place => place.Shard).Select(static shard => KeyValuePair.Create(shard.Key, shard.Max(static place => place.Offset)))));
    }

    private static StoredEvent Event(int shard, long offset) => new()
    {
        Id = Guid.NewGuid(), Stream = StoreFixture.Stream(shard), Version = offset, Shard = shard, Offset = offset, Type = "t", SchemaVersion = 1,
        Metadata = StoreFixture.Metadata, Payload = ReadOnlyMemory<byte>.Empty,
    };
}
