using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.Tables;
using FlexCore.Persistence.Sqlite.Tests.Writing;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite.Tests.Reading;

/// <summary>A cursor's way through the event table: every event above it once, in commit order, wherever the marks are.</summary>
public sealed class FeedPositionTests
{
    [Fact]
    public async Task From_the_start_every_event_comes_in_commit_order()
    {
        using var store = await FilledAsync(streams: 3, rounds: 4);

        var (events, reached) = From(store, FeedCursor.Start).Read(new EventScanner(store.Database), 12, 100);

        events.Count.ShouldBe(12);
        events.Select(stored => stored.Stream.StreamId).Take(3).ShouldBe(Enumerable.Range(0, 3).Select(stream => StoreFixture.Stream(stream).StreamId));
        reached.Read(new EventScanner(store.Database), 12, 100).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_ends_at_its_count_and_the_next_goes_on_behind_it()
    {
        using var store = await FilledAsync(streams: 2, rounds: 5);
        var scanner = new EventScanner(store.Database);

        var (first, reached) = From(store, FeedCursor.Start).Read(scanner, 10, 7);
        var (second, _) = reached.Read(scanner, 10, 7);

        first.Count.ShouldBe(7);
        second.Count.ShouldBe(3);
        first.Concat(second).Select(stored => (stored.Stream.StreamId, stored.Version)).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task A_batch_ends_when_its_payloads_reach_the_limit()
    {
        using var store = await SessionFixture.CreateAsync();
        for (var version = 0; version < 4; version++)
        {
            await store.CommitAsync(store.Request(1, version, payloadBytes: 3 * 1024 * 1024));
        }

        var (events, reached) = From(store, FeedCursor.Start).Read(new EventScanner(store.Database), 4, 100);

        events.Count.ShouldBe(2, "the second event passes 4 MiB and is still delivered, so that a large event cannot block the feed");
        reached.Read(new EventScanner(store.Database), 4, 100).Events.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_above_the_committed_end_is_delivered()
    {
        using var store = await FilledAsync(streams: 1, rounds: 5);

        From(store, FeedCursor.Start).Read(new EventScanner(store.Database), 3, 100).Events.Select(stored => stored.Version).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Only_the_shards_that_moved_are_named()
    {
        using var store = await FilledAsync(streams: 1, rounds: 2);
        var start = From(store, FeedCursor.Start);
        var (_, reached) = start.Read(new EventScanner(store.Database), 2, 100);

        reached.MovedSince(start).ShouldHaveSingleItem().ShouldBe(new KeyValuePair<int, long>(StoreFixture.Stream(0).ShardOf(StoreFixture.ShardCount), 2));
        reached.MovedSince(reached).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_does_not_move_the_position_that_was_read_from()
    {
        using var store = await FilledAsync(streams: 2, rounds: 3);
        var start = From(store, FeedCursor.Start);
        var scanner = new EventScanner(store.Database);

        var once = start.Read(scanner, 6, 4).Events.Select(stored => stored.Id).ToArray();

        start.Read(scanner, 6, 4).Events.Select(stored => stored.Id).ShouldBe(once);
    }

    [Theory]
    [InlineData("DELETE FROM event WHERE seq = 2", 3, "seq 2 is missing, but the store reaches 3")]
    [InlineData("DELETE FROM event WHERE seq = 3", 3, "seq 3 is missing, but the store reaches 3")]
    [InlineData("UPDATE event SET shard_offset = 0 WHERE seq = 2", 3, "the row with seq 2 does not match its checksum")]
    public async Task A_hole_or_a_damaged_row_is_reported_with_its_place(string damage, long lastSeq, string message)
    {
        using var store = await FilledAsync(streams: 1, rounds: 3);
        store.Database.Execute(damage);
        var position = From(store, FeedCursor.Start);

        Should.Throw<CorruptEventException>(() => position.Read(new EventScanner(store.Database), lastSeq, 100)).Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_shard_the_store_does_not_have_is_reported()
    {
        using var store = await FilledAsync(streams: 8, rounds: 1);
        var position = FeedPosition.Find(FeedCursor.Start, FeedShards.All, new FeedMarkTable(store.Database, 1), 1);

        Should.Throw<CorruptEventException>(() => position.Read(new EventScanner(store.Database), 8, 100)).Message.ShouldContain("the store has no such shard");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(606)]
    public async Task Any_cursor_gets_exactly_the_events_above_it(int seed)
    {
        using var store = await FilledAsync(streams: 6, rounds: 10, indexEvery: 7);
        var all = From(store, FeedCursor.Start).Read(new EventScanner(store.Database), 60, 1_000).Events;
        var random = new Random(seed);
        for (var trial = 0; trial < 40; trial++)
        {
            var cursor = FeedCursor.Start;
            foreach (var shard in all.GroupBy(stored => stored.Shard))
            {
                cursor = cursor.With(shard.Key, random.Next(shard.Count() + 1));
            }

            var (events, _) = From(store, cursor).Read(new EventScanner(store.Database), 60, 1_000);

            events.Select(stored => stored.Id).ShouldBe(
                all.Where(stored => stored.Offset > cursor.OffsetOf(stored.Shard)).Select(stored => stored.Id), $"seed {seed}, cursor {cursor}");
        }
    }

    private static FeedPosition From(SessionFixture store, FeedCursor cursor) =>
        FeedPosition.Find(cursor, FeedShards.All, new FeedMarkTable(store.Database, StoreFixture.ShardCount), StoreFixture.ShardCount);

    private static async Task<SessionFixture> FilledAsync(int streams, int rounds, int indexEvery = int.MaxValue)
    {
        var store = await SessionFixture.CreateAsync();
        var index = new IndexBuilder(store.Session, indexEvery);
        for (var version = 0; version < rounds; version++)
        {
            for (var stream = 0; stream < streams; stream++)
            {
                await store.CommitAsync(store.Request(stream, version));
                if (index.IsDue)
                {
                    index.Build();
                }
            }
        }

        return store;
    }
}
