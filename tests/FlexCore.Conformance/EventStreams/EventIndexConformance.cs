using System.Text;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.EventTopics;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.EventStreams;

/// <summary>What the event index and the kept states promise, on any store.</summary>
public abstract class EventIndexConformance : IAsyncLifetime
{
    private static readonly SecurityContext Ana = new(new TenantId("acme"), "user:ana");
    private IndexHarness? _harness;
    private IReadOnlyList<ShardLease> _leases = [];
    private int _appended;
    private int _records;

    private IndexHarness Store => _harness ?? throw new InvalidOperationException("The store was not opened.");

    private EventIndexer Indexer => new(Store.Feed, Store.Index, TimeProvider.System, _ => { });

    private EventSearch Search => new(Store.Index, Store.Feed, Store.Directory, Store.States, new TenantEventAccess());

    public async Task InitializeAsync()
    {
        _harness = await StartAsync();
        _leases = await _harness.Leases.AcquireAllAsync("test");
    }

    public async Task DisposeAsync() => await (_harness?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>However much of it is indexed, a search gives exactly the events there are, in order, in pages of any size.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(90)]
    public async Task A_search_is_complete_wherever_the_mark_stands(int indexed)
    {
        await FillAsync(indexed);
        await Indexer.CatchUpAsync();
        await FillAsync(90 - indexed);

        foreach (var newestFirst in new[] { false, true })
        {
            var tagged = await PagesAsync(new EventFilter { Tag = "vip" }, newestFirst, 7);
            tagged.Count.ShouldBe(30);
            tagged.Select(recorded => recorded.Id).Distinct().Count().ShouldBe(30);
            var times = tagged.Select(recorded => recorded.Stored.Metadata.Time).ToList();
            times.ShouldBe(newestFirst ? times.OrderDescending() : times.Order());
        }

        (await PagesAsync(new EventFilter { Type = "t1" }, newestFirst: false, 100)).Count.ShouldBe(45);
        (await PagesAsync(new EventFilter { Type = "t1", Tag = "vip" }, newestFirst: true, 4)).Count.ShouldBe(15);
        (await PagesAsync(new EventFilter { CorrelationId = "corr-7" }, newestFirst: true, 4)).ShouldHaveSingleItem();
        (await PagesAsync(new EventFilter { Type = "none" }, newestFirst: true, 4)).ShouldBeEmpty();
        var counts = (await Search.CountAsync(Ana)).Required;
        counts.Types.ShouldBe([new EventCount("event-stream", "t0", 45), new EventCount("event-stream", "t1", 45)]);
        counts.Streams.ShouldBe(5);
    }

    /// <summary>Several terms are looked for in the index itself: what has one of them and not the others is never read, and the rarest decides how far is looked.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_terms_are_looked_for_together(bool newestFirst)
    {
        await FillAsync(90);
        await Indexer.CatchUpAsync();
        var (type, tag, other, correlation) = (Term(EventTerm.Type, "t1"), Term(EventTerm.Tag, "vip"), Term(EventTerm.Tag, "x"), Term(EventTerm.Correlation, "corr-9"));

        (await CountAsync(type, tag)).ShouldBe(15);
        (await CountAsync(tag, type)).ShouldBe(15, "in any order");
        (await CountAsync(other, type, tag)).ShouldBe(15);
        (await CountAsync(other, tag, type, correlation)).ShouldBe(1);
        (await CountAsync(Term(EventTerm.Type, "t0"), tag, correlation)).ShouldBe(0, "event 9 is of the other type");
        (await CountAsync(type, Term(EventTerm.Tag, "none"))).ShouldBe(0);

        async Task<int> CountAsync(EventTerm first, params EventTerm[] also)
        {
            var places = new List<EventPlace>();
            for (EventPlace? after = null; ;)
            {
                var page = await Store.Index.FindAsync(new EventRange(first, after, 4) { Also = also, NewestFirst = newestFirst });
                places.AddRange(page.Events.Select(static found => found.Place));
                if (page.Events.Count < 4)
                {
                    page.Reached.ShouldBeNull();
                    places.ShouldBe(newestFirst ? places.OrderDescending() : places.Order());
                    return places.Distinct().Count();
                }

                after = places[^1];
            }
        }
    }

    [Fact]
    public async Task The_mark_moves_with_the_events_or_not_at_all()
    {
        await FillAsync(3);
        var batch = (await Store.Feed.ReadAsync(FeedCursor.Start, 100)).ShouldNotBeNull();
        var entries = batch.Events.Select(EventEntry.Of).ToList();

        (await Store.Index.AddAsync(entries, batch.Cursor, batch.Cursor)).ShouldBeFalse("the mark is not there");
        (await Store.Index.ReadMarkAsync()).ShouldBe(FeedCursor.Start);
        (await Store.Index.AddAsync(entries, FeedCursor.Start, batch.Cursor)).ShouldBeTrue();
        (await Store.Index.AddAsync(entries, FeedCursor.Start, batch.Cursor)).ShouldBeFalse("somebody has moved it");
        (await Store.Index.ReadMarkAsync()).ShouldBe(batch.Cursor);
        (await Store.Index.CountAsync(Ana.Tenant)).Types.Sum(count => count.Events).ShouldBe(3);

        await Store.Index.ClearAsync();
        (await Store.Index.ReadMarkAsync()).ShouldBe(FeedCursor.Start);
        (await Store.Index.CountAsync(Ana.Tenant)).Types.ShouldBeEmpty();
        (await Store.Index.FindAsync(new EventRange(new EventTerm(Ana.Tenant, EventTerm.Type, "t0"), null, 10))).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_count_says_up_to_where_it_counted()
    {
        await FillAsync(3);
        await Indexer.CatchUpAsync();
        var mark = await Store.Index.ReadMarkAsync();
        await FillAsync(2);

        (await Store.Index.CountAsync(Ana.Tenant)).Mark.ShouldBe(mark);
        (await Store.Index.CountAsync(new TenantId("other"))).Mark.ShouldBe(mark, "who has no events is counted, too");
    }

    /// <summary>Under load the mark never stands still: every event is counted once all the same, and the count ends.</summary>
    [Fact]
    public async Task A_count_is_right_while_the_index_moves_on()
    {
        await FillAsync(3);
        await Indexer.CatchUpAsync();
        var restless = new RestlessIndex(Store.Index, async () =>
        {
            await FillAsync(1);
            await Indexer.CatchUpAsync();
        });
        var search = new EventSearch(restless, Store.Feed, Store.Directory, Store.States, new TenantEventAccess());

        (await search.CountAsync(Ana)).Required.Types.Sum(count => count.Events).ShouldBe(_appended);
    }

    /// <summary>Data that only passes through a topic costs the index next to nothing: the mark moves past it now and then, and it is neither found nor counted.</summary>
    [Fact]
    public async Task Records_of_topics_are_passed()
    {
        await FillAsync(2);
        await FillTopicAsync(205);
        await FillAsync(1);
        var all = (await Store.Feed.ReadAsync(FeedCursor.Start, 1_000)).ShouldNotBeNull().Events;
        var events = all.OrderBy(stored => stored.Stream.Kind == EventTopicDecider.Kind ? 1 : stored.Metadata.CorrelationId == "corr-2" ? 2 : 0);
        using var ended = new CancellationTokenSource();
        var feed = new SingleFile([.. events], ended.Cancel);
        var index = new CountedIndex(Store.Index);

        await Should.ThrowAsync<OperationCanceledException>(() => new EventIndexer(feed, index, TimeProvider.System, _ => { }).RunAsync(ended.Token));

        index.Adds.ShouldBe(4, "two events, the 200th record, and the last event with the records before it");
        (await Store.Index.ReadMarkAsync()).ShouldBe(await Store.Feed.ReadEndAsync());
        await FillTopicAsync(3);
        (await Search.FindAsync(Ana, new EventSearchQuery(new EventFilter { Type = "topic.records" }))).Required.Events.ShouldBeEmpty();
        (await Search.CountAsync(Ana)).Required.Types.Sum(count => count.Events).ShouldBe(3);
    }

    [Fact]
    public async Task Two_that_fill_at_once_index_each_event_once()
    {
        await FillAsync(50);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Indexer.CatchUpAsync())));
        (await Store.Index.CountAsync(Ana.Tenant)).Types.Sum(count => count.Events).ShouldBe(50);
    }

    [Fact]
    public async Task Another_tenant_finds_nothing()
    {
        await FillAsync(3);
        await Indexer.CatchUpAsync();
        var bob = new SecurityContext(new TenantId("other"), "user:bob");
        (await Search.FindAsync(bob, new EventSearchQuery(new EventFilter { Type = "t0" }))).Required.Events.ShouldBeEmpty();
        (await Search.CountAsync(bob)).Required.Types.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_without_a_term_or_with_a_strange_place_is_refused()
    {
        (await Search.FindAsync(Ana, new EventSearchQuery(new EventFilter { Kind = "pipeline" }))).Refusal.ShouldNotBeNull().Code.ShouldBe("no-term");
        (await Search.FindAsync(Ana, new EventSearchQuery(new EventFilter { Type = "t0" }) { After = "x" })).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-cursor");
    }

    [Fact]
    public async Task The_newest_kept_state_within_bounds_is_found()
    {
        var (stream, other) = (Id("s-1"), Id("s-2"));
        foreach (var (version, minute) in new[] { (10, 1), (20, 5), (30, 3) })
        {
            await Store.States.SaveAsync(Kept(stream, version, minute));
        }

        await Store.States.SaveAsync(Kept(other, 99, 1));
        (await FindAsync(long.MaxValue, 60)).ShouldBe(30);
        (await FindAsync(29, 60)).ShouldBe(20);
        (await FindAsync(9, 60)).ShouldBeNull();
        (await FindAsync(long.MaxValue, 4)).ShouldBe(30, "no event in it is later");
        (await FindAsync(25, 4)).ShouldBe(10);
        (await Store.States.FindAsync(stream, "another-shape", long.MaxValue, DateTimeOffset.MaxValue)).ShouldBeNull();
        (await Store.States.ListAsync(stream, 2)).Select(kept => kept.Version).ShouldBe([30, 20]);
        (await Store.States.CountAsync(stream.Tenant)).ShouldBe(4);
        (await Store.States.CountAsync(new TenantId("acm"))).ShouldBe(0);
        await Store.States.SaveAsync(Kept(stream, 30, 3) with { State = "{}"u8.ToArray() });
        (await Store.States.CountAsync(stream.Tenant)).ShouldBe(4, "one of the same version is replaced");

        async Task<long?> FindAsync(long version, int minute) => (await Store.States.FindAsync(stream, "shape.v1", version, DateTimeOffset.UnixEpoch.AddMinutes(minute)))?.Version;
    }

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<IndexHarness> StartAsync();

    private static EventTerm Term(char kind, string value) => new(Ana.Tenant, kind, value);

    private static EntityId Id(string key) => new(Ana.Tenant, EventStreamDecider.Kind, key);

    private static StateSnapshot Kept(EntityId stream, long version, int minute) =>
        new(stream, "shape.v1", version, DateTimeOffset.UnixEpoch.AddMinutes(minute), DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes($$"""{"v":{{version}}}"""));

    private async Task<List<RecordedEvent>> PagesAsync(EventFilter filter, bool newestFirst, int limit)
    {
        var found = new List<RecordedEvent>();
        for (string? after = null; ;)
        {
            var part = (await Search.FindAsync(Ana, new EventSearchQuery(filter) { NewestFirst = newestFirst, After = after, Limit = limit })).Required;
            found.AddRange(part.Events);
            if (part.Next is null)
            {
                return found;
            }

            part.Events.Count.ShouldBe(limit);
            after = part.Next;
        }
    }

    // Instants go up and down a little, and many are equal, as those of several nodes are.
    private async Task FillTopicAsync(int count)
    {
        var id = new EntityId(Ana.Tenant, EventTopicDecider.Kind, "orders");
        for (var i = 0; i < count; i++)
        {
            var metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "corr-topic", "cause");
            var request = new AppendRequest(id, _leases[id.ShardOf(_leases.Count)], _records++, [new NewEvent(Guid.NewGuid(), "topic.records", 1, "{}"u8.ToArray())], metadata);
            (await Store.Journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
        }
    }

    private async Task FillAsync(int count)
    {
        for (var i = 0; i < count; i++, _appended++)
        {
            var n = _appended;
            var id = Id($"s-{n % 5}");
            var encoded = EventStreamCodecs.Events.Encode(new StreamEvent($"t{n % 2}", 1, "{}") { Tags = n % 3 == 0 ? ["vip", "x"] : ["x"] });
            var metadata = new EventMetadata(DateTimeOffset.UnixEpoch.AddSeconds((n * 7) % 11), "user:ana", $"corr-{n}", "cause");
            var request = new AppendRequest(id, _leases[id.ShardOf(_leases.Count)], n / 5, [new NewEvent(Guid.NewGuid(), encoded.Type, 1, encoded.Payload)], metadata);
            (await Store.Journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
        }
    }
}
