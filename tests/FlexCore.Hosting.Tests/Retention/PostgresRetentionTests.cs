using FlexCore.Conformance.Retention;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Retention;

[NeedsPostgres]
public sealed class PostgresRetentionTests : RetentionConformance
{
    protected override async Task<RetentionHarness> StartAsync()
    {
        var server = await SharedPostgres.Server;
        return SqliteRetentionTests.Of(
            await PostgresStore.OpenAsync(new PostgresStoreOptions { ConnectionString = server.ConnectionString, Schema = SharedPostgres.NewSchema(), ShardCount = 8 }), static () => { });
    }
}
