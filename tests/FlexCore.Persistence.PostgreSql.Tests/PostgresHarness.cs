using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Conformance.Storage;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests;

/// <summary>The PostgreSQL store for the conformance suites. A crash ends the old store's sessions as a killed process would, and goes on with a new store.</summary>
internal sealed class PostgresHarness : StorageHarness
{
    private readonly PostgresServer _server;
    private readonly PostgresStoreOptions _options;
    private PostgresStore _store;

    private PostgresHarness(PostgresServer server, PostgresStoreOptions options, PostgresStore store)
    {
        _server = server;
        _options = options;
        _store = store;
    }

    public override IEventJournal Journal => _store.Journal;

    public override IShardLeases Leases => _store.Leases;

    public override IEventFeed Feed => _store.Feed;

    public override ISnapshotStore Snapshots => _store.Snapshots;

    public override ICheckpointStore Checkpoints => _store.Checkpoints;

    public override IEntityDirectory Directory => _store.Directory;

    public static async Task<StorageHarness> StartAsync(int shardCount)
    {
        var server = await SharedPostgres.Server;
        var options = StoreFixture.Options(server, SharedPostgres.NewSchema());
        options.ShardCount = shardCount;
        return new PostgresHarness(server, options, await PostgresStore.OpenAsync(options));
    }

    public override async Task CrashAsync()
    {
        var old = _store;
        _store = await PostgresStore.OpenAsync(_options);
        await old.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _server.ExecuteAsync($"DROP SCHEMA {_options.Schema} CASCADE");
    }
}
