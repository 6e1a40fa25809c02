using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Reading;

/// <summary>A subscriber that is far behind is read in large pages, the next one while it works; what it gets is the same.</summary>
[NeedsPostgres]
public sealed class BacklogTests
{
    private const int Streams = 10;
    private const int EventsOfStream = 2_500;

    [Fact]
    public async Task A_backlog_of_several_pages_comes_whole_in_order_and_in_small_batches()
    {
        await using var store = await FilledAsync();
        var (cursor, events) = (FeedCursor.Start, new List<StoredEvent>());
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await foreach (var batch in store.Feed.SubscribeAsync(FeedCursor.Start, 300, stop.Token))
        {
            batch.Events.Count.ShouldBeInRange(1, 300);
            cursor = batch.Events.Aggregate(cursor, static (place, stored) => place.With(stored.Shard, stored.Offset));
            batch.Cursor.ShouldBe(cursor);
            events.AddRange(batch.Events);
            if (events.Count == Streams * EventsOfStream)
            {
                break;
            }
        }

        foreach (var shard in events.GroupBy(static stored => stored.Shard))
        {
            shard.Select(static stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(static offset => (long)offset));
        }

        (await store.Feed.ReadAsync(cursor, 1)).ShouldBeNull();
    }

    [Fact]
    public async Task A_subscriber_that_leaves_while_a_page_is_on_its_way_leaves_its_connection()
    {
        await using var store = await FilledAsync(readers: 1);
        for (var round = 0; round < 5; round++)
        {
            await foreach (var batch in store.Feed.SubscribeAsync(FeedCursor.Start, 100))
            {
                batch.Events.Count.ShouldBe(100);
                break;
            }
        }

        (await store.Feed.ReadAsync(FeedCursor.Start, 10)).ShouldNotBeNull().Events.Count.ShouldBe(10);
    }

    private static async Task<PostgresStore> FilledAsync(int readers = 8)
    {
        var options = StoreFixture.Options(await SharedPostgres.Server, SharedPostgres.NewSchema());
        options.ReaderConnectionsMax = readers;
        var store = await PostgresStore.OpenAsync(options);
        var leases = await store.Leases.AcquireAllAsync("node-1");
        NewEvent[] events = [.. Enumerable.Range(0, EventsOfStream).Select(static number => StoreFixture.Event($"{number}"))];
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(number => store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(number), 0, events)).AsTask()));
        return store;
    }
}
