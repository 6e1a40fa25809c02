using FlexCore.Conformance.Retention;
using FlexCore.Testing.Storage;

namespace FlexCore.Hosting.Tests.Retention;

public sealed class InMemoryRetentionTests : RetentionConformance
{
    protected override Task<RetentionHarness> StartAsync()
    {
        var store = new InMemoryStore(shardCount: 8);
        return Task.FromResult(new RetentionHarness(static () => ValueTask.CompletedTask)
        {
            Journal = store.Journal, Leases = store.Leases, Feed = store.Feed, Snapshots = store.Snapshots, Directory = store.Directory, Scavenger = store.Scavenger,
        });
    }
}
