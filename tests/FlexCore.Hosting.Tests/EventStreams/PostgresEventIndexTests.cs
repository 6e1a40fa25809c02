using FlexCore.Conformance.EventStreams;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.EventStreams;

[NeedsPostgres]
public sealed class PostgresEventIndexTests : EventIndexConformance
{
    protected override async Task<IndexHarness> StartAsync()
    {
        var server = await SharedPostgres.Server;
        var store = await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = SharedPostgres.NewSchema(), ShardCount = 8 });
        return Harnesses.Of(store, static () => { });
    }
}
