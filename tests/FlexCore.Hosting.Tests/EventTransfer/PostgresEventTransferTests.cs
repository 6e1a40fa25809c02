using FlexCore.Conformance.EventStreams;
using FlexCore.Hosting.Tests.EventStreams;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.EventTransfer;

[NeedsPostgres]
public sealed class PostgresEventTransferTests : EventTransferConformance
{
    protected override async Task<TransferHarness> StartAsync()
    {
        var server = await SharedPostgres.Server;
        var schema = SharedPostgres.NewSchema();
        var store = await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = schema, ShardCount = 8 });
        var host = new EventStoreHost(store.Journal, store.Snapshots, store.Leases, store.Directory, async () =>
        {
            await store.DisposeAsync();
            await server.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
        });
        await host.CrashAsync();
        return new TransferHarness(host, store.Feed, store.Journal, store.Identity);
    }
}
