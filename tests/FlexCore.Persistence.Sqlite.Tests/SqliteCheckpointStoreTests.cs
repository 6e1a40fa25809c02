using FlexCore.Conformance.Storage;

namespace FlexCore.Persistence.Sqlite.Tests;

public sealed class SqliteCheckpointStoreTests : CheckpointStoreConformance
{
    protected override Task<StorageHarness> StartAsync(int shardCount) => SqliteHarness.StartAsync(shardCount);
}
