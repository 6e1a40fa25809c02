using FlexCore.Conformance.Entities;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Sqlite;
using FlexCore.Testing.Storage;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Actors.Tests.Entities;

public sealed class InMemoryRememberedEntitiesTests : RememberedEntitiesConformance
{
    protected override async Task<IRememberedLedgersHost> OpenAsync()
    {
        var store = new InMemoryStore();
        var host = new RememberedLedgers(store.Journal, store.Snapshots, store.Leases, store.Directory, isHosted: false, () => ValueTask.CompletedTask);
        await host.CrashAsync(TimeSpan.Zero);
        return host;
    }
}

public sealed class HostedRememberedEntitiesTests : RememberedEntitiesConformance
{
    protected override async Task<IRememberedLedgersHost> OpenAsync()
    {
        var store = new InMemoryStore();
        var host = new RememberedLedgers(store.Journal, store.Snapshots, store.Leases, store.Directory, isHosted: true, () => ValueTask.CompletedTask);
        await host.CrashAsync(TimeSpan.Zero);
        return host;
    }
}

public sealed class SqliteRememberedEntitiesTests : RememberedEntitiesConformance
{
    protected override async Task<IRememberedLedgersHost> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flexcore-remembered-");
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.FullName });
        var host = new RememberedLedgers(store.Journal, store.Snapshots, store.Leases, store.Directory, isHosted: false, async () =>
        {
            await store.DisposeAsync();
            folder.Delete(recursive: true);
        });
        await host.CrashAsync(TimeSpan.Zero);
        return host;
    }
}

[NeedsPostgres]
public sealed class PostgresRememberedEntitiesTests : RememberedEntitiesConformance
{
    protected override async Task<IRememberedLedgersHost> OpenAsync()
    {
        var server = await SharedPostgres.Server;
        var options = new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = SharedPostgres.NewSchema(), ShardCount = 8 };
        var store = await PostgresStore.OpenAsync(options);
        var host = new RememberedLedgers(store.Journal, store.Snapshots, store.Leases, store.Directory, isHosted: true, async () =>
        {
            await store.DisposeAsync();
            await server.ExecuteAsync($"DROP SCHEMA {options.Schema} CASCADE");
        });
        await host.CrashAsync(TimeSpan.Zero);
        return host;
    }
}
