using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Testing.Storage;

namespace FlexCore.Application.Tests.EventStreams;

/// <summary>Cursors that clients keep: they lead on without loss, and a store that is not the one they came from is noticed.</summary>
public sealed class EventTailTests
{
    private static readonly SecurityContext Ana = new(new TenantId("acme"), "user:ana");
    private static readonly StoreIdentity Identity = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), 3);

    [Theory]
    [InlineData(1)]
    [InlineData(20261128)]
    public void A_cursor_reads_back_equal_and_a_changed_one_is_none(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var feed = FeedCursor.Start.With(Enumerable.Range(0, random.Next(0, 300)).Select(_ => KeyValuePair.Create(random.Next(1024), random.NextInt64(long.MaxValue))).DistinctBy(pair => pair.Key));
            var witness = random.Next(2) == 0 ? null : new EventWitness(new EntityId(new TenantId("acme"), "event-stream", "o-1"), random.NextInt64(1, long.MaxValue), Guid.NewGuid());
            var cursor = new EventCursor(new StoreIdentity(Guid.NewGuid(), random.Next()), feed, witness);
            var text = cursor.Encode();

            EventCursor.TryDecode(text).ShouldBe(cursor, $"seed {seed}, round {round}");
            var at = random.Next(text.Length - 1);
            var changed = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
            EventCursor.TryDecode(changed).ShouldBeNull($"seed {seed}, round {round}, position {at}");
            EventCursor.TryDecode(text[..at]).ShouldBeNull($"seed {seed}, round {round}, cut at {at}");
        }
    }

    [Fact]
    public async Task Going_on_from_any_cursor_misses_nothing_and_repeats_nothing()
    {
        var store = new InMemoryStore(8);
        for (var i = 0; i < 40; i++)
        {
            await AppendAsync(store, $"s-{i % 7}", (i / 7) + 1, i % 3 == 0 ? "a" : "b");
        }

        var tail = TailOf(store, Identity);
        var seen = new List<string>();
        var start = FeedStart.Beginning;
        for (var isAtEnd = false; !isAtEnd;)
        {
            var slice = await tail.ReadAsync(Ana, new EventFilter { Type = "b" }, start, 3);
            seen.AddRange(slice.Events.Select(recorded => recorded.ToString()));
            (start, isAtEnd) = (FeedStart.After(slice.Cursor), slice.IsAtEnd);
        }

        seen.Count.ShouldBe(26);
        seen.Distinct().Count().ShouldBe(26);
    }

    [Fact]
    public async Task A_cursor_of_another_store_or_another_epoch_is_refused()
    {
        var store = new InMemoryStore(8);
        await AppendAsync(store, "s", 1, "a");
        var cursor = (await TailOf(store, Identity).ReadAsync(Ana, EventFilter.All, FeedStart.Beginning, 10)).Cursor;

        (await OpenAsync(store, Identity, cursor)).Refusal.ShouldBeNull();
        (await OpenAsync(store, Identity with { Id = Guid.NewGuid() }, cursor)).Refusal.ShouldNotBeNull().Message.ShouldContain("another store");
        (await OpenAsync(store, Identity with { RestoreEpoch = 4 }, cursor)).Refusal.ShouldNotBeNull().Message.ShouldContain("before this store was restored");
        (await OpenAsync(store, Identity, "nonsense")).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-cursor");
    }

    /// <summary>Issue 5: a store that came out of an older backup and has grown past the cursor again. Offsets alone do not tell; the event that the client saw does.</summary>
    [Fact]
    public async Task A_restored_store_is_noticed_even_when_nobody_told_it()
    {
        var before = new InMemoryStore(8);
        await AppendAsync(before, "s", 1, "a");
        await AppendAsync(before, "s", 2, "lost");
        var cursor = (await TailOf(before, Identity).ReadAsync(Ana, EventFilter.All, FeedStart.Beginning, 10)).Cursor;

        var restored = new InMemoryStore(8);
        await AppendAsync(restored, "s", 1, "a");
        (await OpenAsync(restored, Identity, cursor)).Refusal.ShouldNotBeNull().Message.ShouldContain("restored from an older backup");
        await AppendAsync(restored, "s", 2, "other");
        await AppendAsync(restored, "s", 3, "more");
        (await OpenAsync(restored, Identity, cursor)).Refusal.ShouldNotBeNull().Message.ShouldContain("read from the beginning");
    }

    [Fact]
    public async Task Events_of_other_tenants_are_neither_shown_nor_named_in_a_cursor()
    {
        var store = new InMemoryStore(8);
        await AppendAsync(store, "secret-stream", 1, "a", "other");

        var slice = await TailOf(store, Identity).ReadAsync(Ana, EventFilter.All, FeedStart.Beginning, 10);

        slice.Events.ShouldBeEmpty();
        slice.IsAtEnd.ShouldBeTrue();
        var cursor = EventCursor.TryDecode(slice.Cursor).ShouldNotBeNull();
        cursor.Witness.ShouldBeNull();
        cursor.Feed.ShouldBe(await store.Feed.ReadEndAsync());
    }

    [Fact]
    public async Task Without_a_principal_nothing_is_read() =>
        (await TailOf(new InMemoryStore(8), Identity).ReadAsync(Ana with { Principal = "" }, EventFilter.All, FeedStart.Beginning, 1)).Refusal.ShouldNotBeNull().Code.ShouldBe("no-principal");

    [Fact]
    public async Task A_follower_gets_what_was_there_and_what_comes()
    {
        var store = new InMemoryStore(8);
        await AppendAsync(store, "s", 1, "a");
        var tail = TailOf(store, Identity);
        var opened = await tail.OpenAsync(Ana, FeedStart.Beginning);
        await using var slices = tail.FollowAsync(Ana, EventFilter.All, opened.Cursor).GetAsyncEnumerator();

        (await slices.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        slices.Current.Events.Single().Stored.Type.ShouldBe("a");
        var next = slices.MoveNextAsync().AsTask();
        await AppendAsync(store, "s", 2, "b");
        (await next.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        slices.Current.Events.Single().Stored.Type.ShouldBe("b");
    }

    private static EventTail TailOf(InMemoryStore store, StoreIdentity identity) => new(store.Feed, store.Journal, identity, new TenantEventAccess());

    private static ValueTask<FeedSlice> OpenAsync(InMemoryStore store, StoreIdentity identity, string cursor) => TailOf(store, identity).OpenAsync(Ana, FeedStart.After(cursor));

    private static async Task AppendAsync(InMemoryStore store, string key, long version, string type, string tenant = "acme")
    {
        var id = new EntityId(new TenantId(tenant), EventStreamDecider.Kind, key);
        var lease = await store.Leases.AcquireAsync(id.ShardOf(8), "test");
        var metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "corr", "cause");
        var result = await store.Journal.AppendAsync(new AppendRequest(id, lease, version - 1, [new NewEvent(Guid.NewGuid(), type, 1, Encoding.UTF8.GetBytes("""{"data":{}}"""))], metadata));
        result.Status.ShouldBe(AppendStatus.Committed);
    }
}
