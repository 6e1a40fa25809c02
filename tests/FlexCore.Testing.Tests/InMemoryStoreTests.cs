using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Testing.Storage;

namespace FlexCore.Testing.Tests;

/// <summary>What the conformance suites do not ask: isolation from the caller's memory, and cursors that no feed has returned.</summary>
public sealed class InMemoryStoreTests
{
    private static readonly EntityId Stream = new(TenantId.Default, "account", "a");

    private readonly InMemoryStore _store = new(shardCount: 2);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_store_without_shards_is_refused(int count) => Should.Throw<ArgumentOutOfRangeException>(() => new InMemoryStore(count));

    [Fact]
    public async Task An_event_does_not_change_with_the_caller_s_buffer()
    {
        var payload = "{\"n\":1}"u8.ToArray();
        await AppendAsync(payload);
        payload[5] = (byte)'9';

        await foreach (var stored in _store.Journal.ReadStreamAsync(Stream, 1))
        {
            stored.Payload.ToArray().ShouldBe("{\"n\":1}"u8.ToArray());
        }
    }

    [Fact]
    public async Task A_checkpoint_and_a_snapshot_do_not_either()
    {
        byte[] payload = [1, 2, 3];
        await _store.Checkpoints.SaveAsync(new StreamCheckpoint(Stream, "r", 1, "fp", payload));
        await _store.Snapshots.SaveAsync(new StoredSnapshot(Stream, 1, "account", 1, payload));
        payload[0] = 9;

        (await _store.Checkpoints.LoadAsync(Stream))!.Payload.ToArray().ShouldBe([1, 2, 3]);
        (await _store.Snapshots.LoadAsync(Stream))!.Payload.ToArray().ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public async Task A_cursor_in_a_shard_that_the_store_does_not_have_is_of_another_store(int shard) =>
        (await Should.ThrowAsync<FeedCursorException>(async () => await _store.Feed.ReadAsync(FeedCursor.Start.With(shard, 1), 10)))
            .Message.ShouldContain($"shard {shard}");

    [Fact]
    public async Task A_cursor_before_the_start_is_at_the_start()
    {
        await AppendAsync("{}"u8.ToArray());

        var batch = await _store.Feed.ReadAsync(FeedCursor.Start.With(Stream.ShardOf(2), -5), 10);

        batch!.Events.ShouldHaveSingleItem().Offset.ShouldBe(1);
    }

    private async Task AppendAsync(byte[] payload)
    {
        var leases = await _store.Leases.AcquireAllAsync("test");
        var metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "c", "c", null);
        var request = new AppendRequest(Stream, leases[Stream.ShardOf(2)], 0, [new NewEvent(Guid.NewGuid(), "account.noted", 1, payload)], metadata);
        (await _store.Journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
    }
}
