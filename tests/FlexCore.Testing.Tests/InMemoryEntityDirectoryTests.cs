using FlexCore.Conformance.Storage;

namespace FlexCore.Testing.Tests;

public sealed class InMemoryEntityDirectoryTests : EntityDirectoryConformance
{
    protected override Task<StorageHarness> StartAsync(int shardCount) => Task.FromResult<StorageHarness>(new InMemoryHarness(shardCount));
}
