using FlexCore.Conformance.Storage;

namespace FlexCore.Testing.Tests;

public sealed class InMemorySnapshotStoreTests : SnapshotStoreConformance
{
    protected override Task<StorageHarness> StartAsync(int shardCount) => Task.FromResult<StorageHarness>(new InMemoryHarness(shardCount));
}
