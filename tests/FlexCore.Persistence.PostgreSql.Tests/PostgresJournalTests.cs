using FlexCore.Conformance.Storage;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests;

[NeedsPostgres]
public sealed class PostgresJournalTests : JournalConformance
{
    protected override Task<StorageHarness> StartAsync(int shardCount) => PostgresHarness.StartAsync(shardCount);
}
