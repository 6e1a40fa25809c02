using FlexCore.Conformance.Storage;

namespace FlexCore.Persistence.Sqlite.Tests;

public sealed class SqliteShardLeaseTests : ShardLeaseConformance
{
    protected override Task<StorageHarness> StartAsync(int shardCount) => SqliteHarness.StartAsync(shardCount);
}
