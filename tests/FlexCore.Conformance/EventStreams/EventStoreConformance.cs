using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.EventStreams;

/// <summary>What an event store promises, whatever it stands on.</summary>
public abstract class EventStoreConformance : IAsyncLifetime
{
    private static readonly SecurityContext Ana = new(new TenantId("acme"), "user:ana");
    private static readonly SecurityContext Bob = new(new TenantId("other"), "user:bob");
    private IEventStoreHost? _host;

    private IEventStore Store => (_host ?? throw new InvalidOperationException("The host was not opened.")).Store;

    public async Task InitializeAsync() => _host = await StartAsync();

    public async Task DisposeAsync() => await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Fact]
    public async Task Events_are_read_back_as_they_were_appended_also_after_a_crash()
    {
        var placed = new StreamEvent("OrderPlaced", 3, """{"total":1.50,"note":"grüße \"daily\" \u00e4","big":123456789012345678901234567890}""")
        {
            Metadata = """{"ip":"::1"}""", Tags = ["vip", "eu west"], AggregateType = "Order",
        };
        var reply = await Store.AppendAsync(Append("o-1", null, placed, Event("OrderPaid")) with { CausationId = "cmd-7" });
        (reply.Refusal, reply.FirstVersion, reply.LastVersion, reply.IsReplay).ShouldBe((null, 1, 2, false));

        await _host!.CrashAsync();

        var events = (await Store.ReadAsync(Ana, new EventRead("o-1"))).Events;
        events.Count.ShouldBe(2);
        events[0].User.ShouldBe(placed);
        (events[0].Principal, events[0].CorrelationId, events[0].CausationId).ShouldBe(("user:ana", "corr-1", "cmd-7"));
        (events[0].Stored.Version, events[1].Stored.Version, events[1].Stored.Type).ShouldBe((1, 2, "OrderPaid"));
        events[0].Id.ShouldNotBe(events[1].Id);
    }

    [Fact]
    public async Task An_append_is_taken_only_at_the_expected_version()
    {
        (await Store.AppendAsync(Append("s", 0, Event("a")))).LastVersion.ShouldBe(1);

        var exists = await Store.AppendAsync(Append("s", 0, Event("b")));
        exists.Refusal.ShouldNotBeNull().Code.ShouldBe("wrong-expected-version");
        exists.Refusal.Message.ShouldContain("version 1");
        exists.LastVersion.ShouldBe(1, "a caller learns where the stream is");
        (await Store.AppendAsync(Append("s", 2, Event("b")))).Refusal.ShouldNotBeNull().Code.ShouldBe("wrong-expected-version");
        (await Store.AppendAsync(Append("s", 1, Event("b"), Event("c")))).LastVersion.ShouldBe(3);
        (await Store.AppendAsync(Append("s", null, Event("d")))).LastVersion.ShouldBe(4);
        (await TypesAsync("s")).ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public async Task Of_many_appends_that_expect_one_version_exactly_one_wins()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Store.AppendAsync(Append("race", 0, Event($"e{i}"))).AsTask()));

        replies.Count(reply => reply.Refusal is null).ShouldBe(1);
        (await TypesAsync("race")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_appends_once_and_another_content_under_it_is_refused()
    {
        var append = Append("k", 0, Event("a"), Event("b")) with { IdempotencyKey = "key-1", RequestHash = new string('1', 32) };
        await Store.AppendAsync(append);
        await _host!.CrashAsync();

        var again = await Store.AppendAsync(append);

        (again.Refusal, again.FirstVersion, again.LastVersion, again.IsReplay).ShouldBe((null, 1, 2, true));
        (await Store.AppendAsync(append with { RequestHash = new string('2', 32) })).Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused");
        (await TypesAsync("k")).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_refused_append_leaves_nothing_and_its_key_is_free()
    {
        await Store.AppendAsync(Append("f", null, Event("a")));
        (await Store.AppendAsync(Append("f", 5, Event("b")) with { IdempotencyKey = "key" })).Refusal.ShouldNotBeNull();
        (await Store.AppendAsync(Append("f", 1, Event("b")) with { IdempotencyKey = "key" })).LastVersion.ShouldBe(2, "versions have no hole");
    }

    [Fact]
    public async Task Bad_events_are_refused_and_none_of_their_append_is_taken()
    {
        foreach (var bad in new[] { Event("no blanks"), Event("flexcore.mine"), Event("t") with { Tags = ["x", "x"] }, Event("t") with { SchemaVersion = 0 } })
        {
            (await Store.AppendAsync(Append("b", null, Event("good"), bad))).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-event");
        }

        (await Store.AppendAsync(Append("b", null, Event("t") with { Data = $$"""{"x":"{{new string('x', EventStreamLimits.DataBytesMax)}}"}""" }))).Refusal.ShouldNotBeNull().Code.ShouldBe("append-too-large");
        (await Store.ReadAsync(Ana, new EventRead("b"))).Events.ShouldBeEmpty();
        await Should.ThrowAsync<InvalidIdentifierException>(async () => await Store.AppendAsync(Append("not/a name", null, Event("t"))));
    }

    [Theory]
    [InlineData(0, 4, false, "1 2 3 4", 5L)]
    [InlineData(5, 4, false, "5 6 7 8", 9L)]
    [InlineData(9, 4, false, "9 10", null)]
    [InlineData(11, 4, false, "", null)]
    [InlineData(0, 4, true, "10 9 8 7", 6L)]
    [InlineData(6, 4, true, "6 5 4 3", 2L)]
    [InlineData(2, 4, true, "2 1", null)]
    [InlineData(99, 3, true, "10 9 8", 7L)]
    public async Task A_stream_is_read_in_pages_in_both_directions(long from, int limit, bool backwards, string versions, long? next)
    {
        await Store.AppendAsync(Append("p", 0, [.. Enumerable.Range(1, 10).Select(i => Event($"e{i}"))]));

        var slice = await Store.ReadAsync(Ana, new EventRead("p") { From = from, Limit = limit, Backwards = backwards });

        string.Join(' ', slice.Events.Select(recorded => recorded.Stored.Version)).ShouldBe(versions);
        slice.Next.ShouldBe(next);
    }

    [Fact]
    public async Task Tenants_see_their_own_streams_only()
    {
        await Store.AppendAsync(Append("mine", null, Event("a")));
        await Store.AppendAsync(Append("mine", null, Event("b")) with { Security = Bob });

        (await Store.ReadAsync(Bob, new EventRead("mine"))).Events.Single().Stored.Type.ShouldBe("b");
        (await TypesAsync("mine")).ShouldBe(["a"]);
        (await Store.ListAsync(Ana, EventStreamDecider.Kind, new PageQuery())).Required.Items.ShouldBe(["mine"]);
        (await Store.AppendAsync(Append("mine", null, Event("a")) with { Security = Ana with { Principal = "" } })).Refusal.ShouldNotBeNull().Code.ShouldBe("no-principal");
        (await Store.ReadAsync(Ana with { Principal = "" }, new EventRead("mine"))).Refusal.ShouldNotBeNull().Code.ShouldBe("no-principal");
    }

    [Fact]
    public async Task Streams_are_listed_by_name_filtered_and_in_parts()
    {
        foreach (var name in new[] { "b-2", "a-1", "b-1" })
        {
            await Store.AppendAsync(Append(name, null, Event("x")));
        }

        (await Store.ListAsync(Ana, EventStreamDecider.Kind, new PageQuery())).Required.Items.ShouldBe(["a-1", "b-1", "b-2"]);
        var page = (await Store.ListAsync(Ana, EventStreamDecider.Kind, new PageQuery { Text = "B-", Limit = 1, Offset = 1 })).Required;
        (page.Total, page.Items.Single(), page.Next).ShouldBe((2, "b-2", null));
    }

    [Fact]
    public async Task Streams_are_listed_from_behind_a_name()
    {
        foreach (var name in new[] { "c", "a", "b", "d" })
        {
            await Store.AppendAsync(Append(name, null, Event("x")));
        }

        var first = (await Store.ListAsync(Ana, EventStreamDecider.Kind, new PageQuery { Limit = 2 })).Required;
        var second = (await Store.ListAsync(Ana, EventStreamDecider.Kind, new PageQuery { Limit = 2, After = first.Next })).Required;

        (string.Concat(first.Items), first.Total, first.Next).ShouldBe(("ab", 4, "b"));
        (string.Concat(second.Items), second.Total, second.Next).ShouldBe(("cd", null, null));
    }

    [Fact]
    public async Task An_imported_event_shows_what_it_was_and_the_journal_who_brought_it()
    {
        var origin = new EventOrigin(Guid.Parse("0198b1b0-0000-7000-8000-000000000001"), new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero), "user:old", "corr-old", "cause-old");
        await Store.AppendAsync(Append("i", 0, Event("a") with { Origin = origin }));

        var recorded = (await Store.ReadAsync(Ana, new EventRead("i"))).Events.Single();

        (recorded.Id, recorded.At, recorded.Principal, recorded.CorrelationId, recorded.CausationId).ShouldBe((origin.Id, origin.At, "user:old", "corr-old", "cause-old"));
        recorded.Stored.Metadata.Principal.ShouldBe("user:ana");
    }

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<IEventStoreHost> StartAsync();

    private static StreamEvent Event(string type) => new(type, 1, """{"n":1}""");

    private static EventAppend Append(string stream, long? expected, params ReadOnlySpan<StreamEvent> events) => new(Ana, stream, expected, ValueList.Create(events), "corr-1");

    private async Task<IReadOnlyList<string>> TypesAsync(string stream) =>
        [.. (await Store.ReadAsync(Ana, new EventRead(stream))).Events.Select(recorded => recorded.Stored.Type)];
}
