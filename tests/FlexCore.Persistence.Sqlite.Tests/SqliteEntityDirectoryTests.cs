using FlexCore.Conformance.Storage;

namespace FlexCore.Persistence.Sqlite.Tests;

public sealed class SqliteEntityDirectoryTests : EntityDirectoryConformance
{
    protected override Task<StorageHarness> StartAsync(int shardCount) => SqliteHarness.StartAsync(shardCount);
}
