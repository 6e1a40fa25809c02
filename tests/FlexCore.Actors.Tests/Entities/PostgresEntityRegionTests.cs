using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Actors.Tests.Entities;

[NeedsPostgres]
public sealed class PostgresEntityRegionTests : EntityRegionConformance
{
    protected override async Task<IEntityRegionHost> OpenAsync()
    {
        var server = await SharedPostgres.Server;
        var options = new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = SharedPostgres.NewSchema(), ShardCount = 32 };
        var store = await PostgresStore.OpenAsync(options);
        var host = new LedgerHost(store.Journal, store.Snapshots, store.Leases, new EntityOptions { SnapshotEvery = 50 }, async () =>
        {
            await store.DisposeAsync();
            await server.ExecuteAsync($"DROP SCHEMA {options.Schema} CASCADE");
        });
        await host.CrashAsync();
        return host;
    }
}
