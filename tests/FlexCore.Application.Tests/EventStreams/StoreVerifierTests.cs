using System.Runtime.CompilerServices;
using System.Text;
using FlexCore.Application.Events;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Verification;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.EventStreams;

/// <summary>A verification finds each way in which a log can be wrong, and passes one that is right.</summary>
public sealed class StoreVerifierTests
{
    private static readonly EntityId A = new(TenantId.Default, "event-stream", "a");
    private static readonly EntityId B = new(TenantId.Default, "event-stream", "b");

    [Fact]
    public async Task A_log_that_is_right_is_counted() =>
        (await VerifyAsync(Event(A, 1, 0, 1), Event(B, 1, 1, 1), Event(A, 2, 0, 2), Event(A, 3, 0, 3))).ShouldBe(new VerificationReport(4, 2, 2));

    [Fact]
    public async Task An_empty_store_is_right() => (await VerifyAsync()).ShouldBe(new VerificationReport(0, 0, 0));

    [Fact]
    public async Task A_missing_offset_is_found() =>
        (await DamageAsync(Event(A, 1, 0, 1), Event(A, 2, 0, 3))).ShouldContain("Event 3 of 'shard 0' is damaged: offset 2 must follow, but 3 does");

    [Fact]
    public async Task A_double_offset_is_found() => (await DamageAsync(Event(A, 1, 0, 1), Event(A, 2, 0, 1))).ShouldContain("offset 2 must follow, but 1 does");

    [Fact]
    public async Task A_missing_version_is_found() =>
        (await DamageAsync(Event(A, 1, 0, 1), Event(A, 3, 0, 2))).ShouldContain("Event 3 of 'default/event-stream/a' is damaged: version 2 must follow, but 3 does");

    [Fact]
    public async Task A_stream_that_begins_in_the_middle_is_found() => (await DamageAsync(Event(A, 2, 0, 1))).ShouldContain("version 1 must follow, but 2 does");

    [Fact]
    public async Task An_event_of_two_is_found() => (await DamageAsync(Event(A, 1, 0, 1), Event(A, 1, 0, 2))).ShouldContain("version 2 must follow, but 1 does");

    [Fact]
    public async Task An_index_that_does_not_find_an_event_is_found()
    {
        var log = new FixedLog([Event(A, 1, 0, 1), Event(B, 1, 1, 1)], indexed: stored => stored.Stream != B);
        (await Should.ThrowAsync<CorruptEventException>(() => new StoreVerifier(log, log).VerifyAsync())).Message.ShouldContain("the index over streams does not find it");
    }

    [Fact]
    public async Task A_users_event_that_cannot_be_read_is_found() =>
        await Should.ThrowAsync<UnknownEventException>(() => VerifyAsync(Event(A, 1, 0, 1, "{\"surprise\":1}")));

    private static async Task<VerificationReport> VerifyAsync(params StoredEvent[] events)
    {
        var log = new FixedLog(events, static _ => true);
        return await new StoreVerifier(log, log).VerifyAsync();
    }

    private static async Task<string> DamageAsync(params StoredEvent[] events) => (await Should.ThrowAsync<CorruptEventException>(() => VerifyAsync(events))).Message;

    private static StoredEvent Event(EntityId stream, long version, int shard, long offset, string payload = """{"data":{}}""") => new()
    {
        Id = Guid.NewGuid(), Stream = stream, Version = version, Shard = shard, Offset = offset, Type = "t", SchemaVersion = 1,
        Metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "c", "c"), Payload = Encoding.UTF8.GetBytes(payload),
    };

    /// <summary>Exactly these events, whatever is wrong with them.</summary>
    private sealed class FixedLog(IReadOnlyList<StoredEvent> events, Func<StoredEvent, bool> indexed) : IEventFeed, IEventJournal
    {
        public ValueTask<FeedCursor> ReadEndAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<FeedBatch> SubscribeAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int batchSizeMax, FeedShards shards, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(from.Equals(FeedCursor.Start) && events.Count > 0 ? new FeedBatch(events, FeedCursor.Start.With(0, 99)) : null);

        public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(EntityId stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            foreach (var stored in events.Where(stored => stored.Stream.Equals(stream) && stored.Version >= fromVersion && indexed(stored)))
            {
                yield return stored;
            }
        }
    }
}
