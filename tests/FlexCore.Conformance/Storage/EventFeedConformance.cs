using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Testing.Probes;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>The contract of <see cref="IEventFeed"/>.</summary>
public abstract class EventFeedConformance : StorageConformance
{
    [Fact]
    public async Task An_empty_store_has_nothing_to_read() => (await Feed.ReadAsync(FeedCursor.Start, 10)).ShouldBeNull();

    [Fact]
    public async Task The_end_is_behind_what_is_committed_and_before_what_comes()
    {
        (await Feed.ReadEndAsync()).ShouldBe(FeedCursor.Start);
        await FillAsync(streams: 20, eventsPerStream: 5);
        var end = await Feed.ReadEndAsync();

        (await Feed.ReadAsync(end, 10)).ShouldBeNull();
        end.Offsets.Values.Sum().ShouldBe(100);
        (await ReadFeedAsync(FeedCursor.Start)).Count.ShouldBe(100);
        FeedCursor.Parse(end.ToString()).ShouldBe(end);
    }

    [Fact]
    public async Task Every_event_is_delivered_once_and_in_order_per_shard()
    {
        await FillAsync(streams: 20, eventsPerStream: 5);
        var events = await ReadFeedAsync(FeedCursor.Start);
        events.Count.ShouldBe(100);
        GaplessPerShard(events);
        foreach (var stream in events.GroupBy(stored => stored.Stream))
        {
            stream.Select(stored => stored.Version).ShouldBe([1, 2, 3, 4, 5]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task The_batch_size_changes_nothing_but_the_batches(int batchSizeMax)
    {
        await FillAsync(streams: 10, eventsPerStream: 4);
        var events = await ReadFeedAsync(FeedCursor.Start, batchSizeMax);
        events.Count.ShouldBe(40);
        GaplessPerShard(events);
        (await Feed.ReadAsync(FeedCursor.Start, batchSizeMax)).ShouldNotBeNull().Events.Count.ShouldBe(Math.Min(batchSizeMax, 40));
    }

    [Fact]
    public async Task A_cursor_written_and_read_as_text_resumes_where_it_stood()
    {
        await FillAsync(streams: 10, eventsPerStream: 4);
        var first = (await Feed.ReadAsync(FeedCursor.Start, 13)).ShouldNotBeNull();
        var resumed = FeedCursor.Parse(first.Cursor.ToString());
        var rest = await ReadFeedAsync(resumed);
        GaplessPerShard([.. first.Events, .. rest]);
        (first.Events.Count + rest.Count).ShouldBe(40);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Any_vector_of_offsets_is_a_cursor(int seed)
    {
        // A cursor need not be one that the feed returned: each shard may stand anywhere.
        await FillAsync(streams: 16, eventsPerStream: 5);
        var all = await ReadFeedAsync(FeedCursor.Start);
        var random = new Random(seed);
        var cursor = FeedCursor.Start.With(all.GroupBy(stored => stored.Shard)
            .Select(shard => KeyValuePair.Create(shard.Key, (long)random.Next(0, shard.Count() + 1)))
            .Where(pair => pair.Value > 0));
        var expected = all.Where(stored => stored.Offset > cursor.OffsetOf(stored.Shard)).Select(stored => stored.Id).ToHashSet();
        var read = await ReadFeedAsync(cursor, batchSizeMax: 7);
        read.Select(stored => stored.Id).ToHashSet().SetEquals(expected).ShouldBeTrue($"seed {seed}");
        read.Count.ShouldBe(expected.Count, $"seed {seed}");
    }

    [Fact]
    public async Task A_cursor_ahead_of_the_store_is_refused()
    {
        await FillAsync(streams: 4, eventsPerStream: 1);
        var last = (await ReadFeedAsync(FeedCursor.Start))[^1];
        var ahead = FeedCursor.Start.With(last.Shard, last.Offset + 1);
        (await Should.ThrowAsync<FeedCursorException>(async () => await Feed.ReadAsync(ahead, 10))).Message.ShouldContain($"shard {last.Shard}");
        await Should.ThrowAsync<FeedCursorException>(async () => await SubscribeOnceAsync(ahead));
    }

    [Fact]
    public async Task A_cursor_of_a_shard_that_does_not_exist_is_refused() =>
        await Should.ThrowAsync<FeedCursorException>(async () => await Feed.ReadAsync(FeedCursor.Start.With(ShardCount, 1), 10));

    [Fact]
    public async Task Offset_0_of_any_shard_says_nothing()
    {
        await FillAsync(streams: 3, eventsPerStream: 1);
        (await ReadFeedAsync(FeedCursor.Start.With(0, 0).With(ShardCount + 5, 0))).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_batch_size_out_of_range_is_refused(int batchSizeMax) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Feed.ReadAsync(FeedCursor.Start, batchSizeMax));

    [Fact]
    public async Task A_subscriber_gets_what_is_there_and_then_what_comes()
    {
        var stream = Entity("a");
        await AppendAsync(stream, 0, Event("before"));
        var probe = new Probe<StoredEvent>();
        using var stop = new CancellationTokenSource();
        var subscription = Task.Run(() => PumpAsync(probe, 100, stop.Token));
        (await probe.NextAsync("history")).Version.ShouldBe(1);
        for (var version = 1; version < 20; version++)
        {
            await AppendAsync(stream, version, Event($"{version}"));
            (await probe.NextAsync($"live event {version + 1}")).Version.ShouldBe(version + 1);
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await subscription.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Subscribers_under_concurrent_writers_miss_nothing_and_see_nothing_twice()
    {
        const int writers = 16;
        const int appends = 50;
        Probe<StoredEvent>[] probes = [new(), new(), new()];
        using var stop = new CancellationTokenSource();
        var subscriptions = probes.Select((probe, index) => Task.Run(() => PumpAsync(probe, 1 + (index * 37), stop.Token))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < appends; version++)
            {
                await AppendAsync(Entity($"w{writer}"), version, Event($"{version}"));
            }
        })));
        foreach (var probe in probes)
        {
            var events = await probe.NextAsync(writers * appends, "all events");
            GaplessPerShard(events);
            probe.Count.ShouldBe(0);
        }

        await stop.CancelAsync();
        foreach (var subscription in subscriptions)
        {
            await Should.ThrowAsync<OperationCanceledException>(async () => await subscription.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task Some_shards_are_read_as_if_there_were_no_others(int batchSizeMax)
    {
        await FillAsync(streams: 20, eventsPerStream: 5);
        var some = FeedShards.Owned([1, 4, 6]);
        var cursor = FeedCursor.Start.With(0, 3);
        var events = new List<StoredEvent>();
        while (await Feed.ReadAsync(cursor, batchSizeMax, some) is { } batch)
        {
            batch.Events.Count.ShouldBeInRange(1, batchSizeMax);
            events.AddRange(batch.Events);
            cursor = batch.Cursor;
        }

        var expected = (await ReadFeedAsync(FeedCursor.Start)).Where(stored => some.Contains(stored.Shard)).Select(static stored => stored.Id).ToHashSet();
        expected.Count.ShouldBeInRange(5, 95);
        events.Select(static stored => stored.Id).ToHashSet().SetEquals(expected).ShouldBeTrue();
        GaplessPerShard(events);
        cursor.Offsets.Keys.Where(shard => !some.Contains(shard)).ShouldBe([0], "the places of other shards stay");
        cursor.OffsetOf(0).ShouldBe(3);

        // Whoever goes on from there with all shards has missed nothing.
        (await ReadFeedAsync(cursor.With(0, 0), batchSizeMax)).Count.ShouldBe(100 - expected.Count);
    }

    [Fact]
    public async Task A_place_ahead_of_the_store_is_refused_in_the_shards_that_are_read_only()
    {
        await AppendAsync(EntityIn(1, "a"), 0, Event("one"));
        var ahead = FeedCursor.Start.With(2, 9);
        (await Feed.ReadAsync(ahead, 10, FeedShards.Owned([1]))).ShouldNotBeNull().Events.Count.ShouldBe(1);
        await Should.ThrowAsync<FeedCursorException>(async () => await Feed.ReadAsync(ahead, 10, FeedShards.Owned([1, 2])));
    }

    [Fact]
    public async Task A_subscriber_to_some_shards_is_woken_by_them()
    {
        var (wanted, other) = (EntityIn(3, "wanted"), EntityIn(5, "other"));
        var probe = new Probe<StoredEvent>();
        using var stop = new CancellationTokenSource();
        var subscription = Task.Run(() => PumpAsync(probe, 10, stop.Token, FeedShards.Owned([3])));
        for (var version = 0; version < 10; version++)
        {
            await AppendAsync(other, version, Event("other"));
            await AppendAsync(wanted, version, Event("wanted"));
            var stored = await probe.NextAsync($"event {version + 1}");
            (stored.Stream, stored.Version).ShouldBe((wanted, version + 1));
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await subscription.WaitAsync(TimeSpan.FromSeconds(30)));
        probe.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_append_is_never_delivered()
    {
        await AppendAsync(Entity("a"), 0, Event("kept"));
        await AppendAsync(Entity("a"), 0, Event("refused"));
        (await ReadFeedAsync(FeedCursor.Start)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_feed_and_its_cursors_survive_a_crash()
    {
        await FillAsync(streams: 8, eventsPerStream: 3);
        var first = (await Feed.ReadAsync(FeedCursor.Start, 10)).ShouldNotBeNull();
        await Storage.CrashAsync();
        var rest = await ReadFeedAsync(first.Cursor);
        GaplessPerShard([.. first.Events, .. rest]);
        (first.Events.Count + rest.Count).ShouldBe(24);
    }

    private static void GaplessPerShard(IReadOnlyList<StoredEvent> events)
    {
        foreach (var shard in events.GroupBy(stored => stored.Shard))
        {
            shard.Select(stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(number => (long)number), $"shard {shard.Key}");
        }
    }

    private async Task FillAsync(int streams, int eventsPerStream)
    {
        for (var version = 0; version < eventsPerStream; version++)
        {
            for (var stream = 0; stream < streams; stream++)
            {
                (await AppendAsync(Entity($"s{stream}"), version, Event($"{version}"))).Status.ShouldBe(AppendStatus.Committed);
            }
        }
    }

    private async Task PumpAsync(Probe<StoredEvent> probe, int batchSizeMax, CancellationToken cancellationToken, FeedShards? shards = null)
    {
        await foreach (var batch in Feed.SubscribeAsync(FeedCursor.Start, batchSizeMax, shards ?? FeedShards.All, cancellationToken))
        {
            batch.Events.Count.ShouldBeInRange(1, batchSizeMax);
            foreach (var stored in batch.Events)
            {
                probe.Add(stored);
            }
        }
    }

    private async Task SubscribeOnceAsync(FeedCursor from)
    {
        await foreach (var _ in Feed.SubscribeAsync(from, 10))
        {
            return;
        }
    }
}
