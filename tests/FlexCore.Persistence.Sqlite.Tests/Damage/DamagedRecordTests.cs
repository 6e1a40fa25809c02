using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests.Damage;

/// <summary>Single records changed behind the store's back (F28): reported with their place, never skipped.</summary>
public sealed class DamagedRecordTests : IAsyncLifetime, IDisposable
{
    private const int StreamCount = 4;
    private const int Rounds = 25;

    private readonly TempFolder _folder = new();

    public async Task InitializeAsync()
    {
        await using var store = await StoreFixture.OpenAsync(_folder);
        await StoreFixture.FillAsync(store, StreamCount, Rounds);
        await store.Snapshots.SaveAsync(new StoredSnapshot(StoreFixture.Stream(0), 5, "account", 1, "{\"n\":5}"u8.ToArray()));
        await store.Checkpoints.SaveAsync(new StreamCheckpoint(StoreFixture.Stream(0), "run", 1, "graph", "state"u8.ToArray()));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> EventColumns =>
    [
        "shard = shard + 1", "shard_offset = shard_offset + 1", "stream = 'default/account/a9'", "version = version + 1", "id = zeroblob(16)",
        "type = 'account.other'", "schema_version = 2", "time_ticks = time_ticks + 1", "principal = 'user:bob'", "correlation = 'x'",
        "causation = 'x'", "idempotency_key = NULL", "idempotency_key = 'other'", "payload = CAST('{}' AS BLOB)", "checksum = checksum + 1",
        "trace = NULL", "trace = zeroblob(25)", "trace = substr(trace, 1, 24)",
    ];

    [Theory]
    [MemberData(nameof(EventColumns))]
    public async Task A_changed_column_of_an_indexed_event_is_reported_when_it_is_read(string change)
    {
        // Seq 5 is the second event of stream 0, well below the watermark.
        StoreFixture.Execute(_folder, $"UPDATE event SET {change} WHERE seq = 5");
        await using var store = await StoreFixture.OpenAsync(_folder);
        await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.ReadAsync(store, 0));
        await Should.ThrowAsync<CorruptEventException>(async () => await store.Feed.ReadAsync(FeedCursor.Start, 100));
        (await StoreFixture.ReadAsync(store, 1)).Count.ShouldBe(Rounds, "the other streams are still readable");
    }

    [Theory]
    [MemberData(nameof(EventColumns))]
    public async Task A_changed_column_of_a_recent_event_keeps_the_store_from_opening(string change)
    {
        StoreFixture.Execute(_folder, $"UPDATE event SET {change} WHERE seq = (SELECT max(seq) FROM event)");
        await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.OpenAsync(_folder));
    }

    [Theory]
    [InlineData("'z' || substr(identity, 2)")]
    [InlineData("substr(identity, 2)")]
    [InlineData("replace(identity, '-', '')")]
    public async Task A_damaged_identity_keeps_the_store_from_opening(string damaged)
    {
        StoreFixture.Execute(_folder, $"UPDATE store SET identity = {damaged}");
        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(_folder));
        error.Message.ShouldContain(_folder.Path);
    }

    [Fact]
    public async Task A_missing_event_is_reported_with_its_place()
    {
        StoreFixture.Execute(_folder, "DELETE FROM event WHERE seq = 5");
        await using var store = await StoreFixture.OpenAsync(_folder);
        var error = await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.ReadAsync(store, 0));
        (error.StreamId, error.Version).ShouldBe((StoreFixture.Stream(0).StreamId, 2));
        error.Message.ShouldContain("backup");
        await Should.ThrowAsync<CorruptEventException>(async () => await store.Feed.ReadAsync(FeedCursor.Start, 100));
    }

    [Fact]
    public async Task A_missing_recent_event_keeps_the_store_from_opening()
    {
        StoreFixture.Execute(_folder, "DELETE FROM event WHERE seq = (SELECT max(seq) - 1 FROM event)");
        (await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.OpenAsync(_folder))).Message.ShouldContain("missing");
    }

    [Theory]
    [InlineData("UPDATE stream_run SET stream = 'default/account/a77' WHERE stream = 'default/account/a0' AND first_version = 1")]
    [InlineData("UPDATE stream_run SET seqs = x'01' WHERE stream = 'default/account/a0' AND first_version = 1")]
    [InlineData("UPDATE stream_run SET checksum = 1 WHERE stream = 'default/account/a0' AND first_version = 1")]
    public async Task A_damaged_index_row_is_reported(string damage)
    {
        StoreFixture.Execute(_folder, damage);
        await Should.ThrowAsync<CorruptEventException>(async () =>
        {
            await using var store = await StoreFixture.OpenAsync(_folder);
            await StoreFixture.ReadAsync(store, 0);
        });
    }

    [Theory]
    [InlineData("DELETE FROM stream_run WHERE stream = 'default/account/a0'")]
    [InlineData("DELETE FROM feed_mark")]
    [InlineData("UPDATE feed_mark SET seq = seq - 1")]
    [InlineData("UPDATE feed_mark SET offsets = zeroblob(64)")]
    [InlineData("UPDATE shard SET epoch = epoch - 1")]
    [InlineData("UPDATE shard SET owner = 'someone'")]
    public async Task A_damaged_index_mark_or_lease_keeps_the_store_from_opening(string damage)
    {
        StoreFixture.Execute(_folder, damage);
        await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.OpenAsync(_folder));
    }

    [Theory]
    [InlineData("payload = CAST('{}' AS BLOB)")]
    [InlineData("version = 99")]
    [InlineData("type = 'other'")]
    [InlineData("schema_version = 9")]
    public async Task A_damaged_snapshot_is_absent_and_the_next_one_replaces_it(string change)
    {
        StoreFixture.Execute(_folder, $"UPDATE snapshot SET {change}");
        await using var store = await StoreFixture.OpenAsync(_folder);
        (await store.Snapshots.LoadAsync(StoreFixture.Stream(0))).ShouldBeNull();
        await store.Snapshots.SaveAsync(new StoredSnapshot(StoreFixture.Stream(0), 6, "account", 1, "{}"u8.ToArray()));
        (await store.Snapshots.LoadAsync(StoreFixture.Stream(0))).ShouldNotBeNull().Version.ShouldBe(6);
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_an_error_until_it_is_deleted()
    {
        StoreFixture.Execute(_folder, "UPDATE checkpoint SET payload = CAST('x' AS BLOB)");
        await using var store = await StoreFixture.OpenAsync(_folder);
        (await Should.ThrowAsync<JournalException>(async () => await store.Checkpoints.LoadAsync(StoreFixture.Stream(0)))).Message.ShouldContain("checksum");
        var newer = new StreamCheckpoint(StoreFixture.Stream(0), "run", 2, "graph", "state"u8.ToArray());
        await Should.ThrowAsync<JournalException>(async () => await store.Checkpoints.SaveAsync(newer));
        await store.Checkpoints.DeleteAsync(StoreFixture.Stream(0));
        await store.Checkpoints.SaveAsync(newer);
        (await store.Checkpoints.LoadAsync(StoreFixture.Stream(0))).ShouldNotBeNull().Sequence.ShouldBe(2);
    }
}
