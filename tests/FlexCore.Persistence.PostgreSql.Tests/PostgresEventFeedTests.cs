using FlexCore.Conformance.Storage;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests;

[NeedsPostgres]
public sealed class PostgresEventFeedTests : EventFeedConformance
{
    protected override Task<StorageHarness> StartAsync(int shardCount) => PostgresHarness.StartAsync(shardCount);
}
