using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Reading;

/// <summary>I6 and I16: rows that were changed behind our back are reported and never skipped; a snapshot only costs time.</summary>
[NeedsPostgres]
public sealed class DamagedRecordTests : IAsyncLifetime
{
    private readonly string _schema = SharedPostgres.NewSchema();
    private PostgresServer? _server;
    private PostgresStore? _store;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    private PostgresStore Store => _store ?? throw new InvalidOperationException("There is no store.");

    public async Task InitializeAsync()
    {
        _server = await SharedPostgres.Server;
        _store = await PostgresStore.OpenAsync(StoreFixture.Options(Server, _schema));
        await StoreFixture.FillAsync(_store, await _store.Leases.AcquireAllAsync("node-1"), streams: 1, rounds: 5);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Server.ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");
    }

    [Theory]
    [InlineData("payload = payload || '\\x20'::bytea")]
    [InlineData("type = 'account.closed'::bytea")]
    [InlineData("schema_version = 9")]
    [InlineData("time_ticks = time_ticks + 1")]
    [InlineData("id = '00000000-0000-0000-0000-000000000001'")]
    [InlineData("principal = 'user:bob'::bytea")]
    [InlineData("correlation = 'x'::bytea")]
    [InlineData("causation = 'x'::bytea")]
    [InlineData("idempotency_key = NULL")]
    [InlineData("trace = NULL")]
    [InlineData("checksum = checksum + 1")]
    public async Task A_changed_event_is_reported_by_stream_and_feed(string change)
    {
        await Server.ExecuteAsync($"UPDATE {_schema}.event SET {change} WHERE version = 3");

        (await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.ReadAsync(Store, StoreFixture.Stream(0)))).Version.ShouldBe(3);
        await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.ReadFeedAsync(Store));
    }

    [Fact]
    public async Task A_missing_event_is_reported_by_stream_and_feed()
    {
        await Server.ExecuteAsync($"DELETE FROM {_schema}.event WHERE version = 3");

        (await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.ReadAsync(Store, StoreFixture.Stream(0)))).Version.ShouldBe(3);
        (await Should.ThrowAsync<CorruptEventException>(() => StoreFixture.ReadFeedAsync(Store))).Message.ShouldContain("offset 3 is missing");
    }

    [Fact]
    public async Task Events_that_were_delivered_and_are_gone_are_reported()
    {
        (await StoreFixture.ReadFeedAsync(Store)).Count.ShouldBe(5);
        await Server.ExecuteAsync($"DELETE FROM {_schema}.event");
        (await Should.ThrowAsync<CorruptEventException>(async () => await Store.Feed.ReadAsync(FeedCursor.Start, 10))).Message.ShouldContain("is not there");
    }

    [Fact]
    public async Task A_damaged_snapshot_is_absent_and_any_other_replaces_it()
    {
        var stream = StoreFixture.Stream(0);
        await Store.Snapshots.SaveAsync(new StoredSnapshot(stream, 5, "account", 1, "{}"u8.ToArray()));
        await Server.ExecuteAsync($"UPDATE {_schema}.snapshot SET version = 500");
        (await Store.Snapshots.LoadAsync(stream)).ShouldBeNull();

        await Store.Snapshots.SaveAsync(new StoredSnapshot(stream, 4, "account", 1, "{}"u8.ToArray()));
        (await Store.Snapshots.LoadAsync(stream)).ShouldNotBeNull().Version.ShouldBe(4);
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_an_error()
    {
        var stream = StoreFixture.Stream(0);
        await Store.Checkpoints.SaveAsync(new StreamCheckpoint(stream, "run-1", 1, "graph-1", "{}"u8.ToArray()));
        await Server.ExecuteAsync($"UPDATE {_schema}.checkpoint SET payload = '\\x00'::bytea");
        (await Should.ThrowAsync<JournalException>(async () => await Store.Checkpoints.LoadAsync(stream))).Message.ShouldContain("does not match its checksum");
    }
}
