using FlexCore.Application.Journal;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Reading;

/// <summary>Large events are read in pages that end by bytes, and appended in statements that do.</summary>
[NeedsPostgres]
public sealed class LargeEventTests
{
    private const int EventBytes = 3 * 1024 * 1024;

    [Fact]
    public async Task A_stream_and_a_feed_of_large_events_are_read_whole()
    {
        await using var store = await StoreFixture.OpenAsync();
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var stream = StoreFixture.Stream(1);
        var payloads = Enumerable.Range(0, 7).Select(Payload).ToArray();
        await Task.WhenAll(payloads.Select((payload, version) =>
            store.Journal.AppendAsync(StoreFixture.Request(leases, stream, version, new NewEvent(Guid.NewGuid(), "large", 1, payload))).AsTask()));

        var stored = await StoreFixture.ReadAsync(store, stream);
        stored.Count.ShouldBe(7);
        stored.Zip(payloads).Count(static pair => pair.First.Payload.Span.SequenceEqual(pair.Second)).ShouldBe(7);
        (await StoreFixture.ReadFeedAsync(store)).Select(item => item.Version).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task An_append_that_no_statement_can_hold_is_refused_with_the_limit()
    {
        await using var store = await StoreFixture.OpenAsync();
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var payload = new byte[AppendRequest.PayloadBytesMax];
        var events = Enumerable.Range(0, 33).Select(_ => new NewEvent(Guid.NewGuid(), "large", 1, payload)).ToArray();
        (await Should.ThrowAsync<JournalException>(async () => await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), 0, events)))).Message.ShouldContain("fewer events at once");
    }

    private static byte[] Payload(int seed)
    {
        var payload = new byte[EventBytes];
        new Random(seed).NextBytes(payload);
        return payload;
    }
}
