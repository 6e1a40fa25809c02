using FlexCore.Conformance.EventStreams;
using FlexCore.Testing.Storage;

namespace FlexCore.Hosting.Tests.EventStreams;

public sealed class InMemoryEventIndexTests : EventIndexConformance
{
    protected override Task<IndexHarness> StartAsync()
    {
        var store = new InMemoryStore(shardCount: 8);
        return Task.FromResult(new IndexHarness(() => ValueTask.CompletedTask)
        {
            Journal = store.Journal, Leases = store.Leases, Feed = store.Feed, Directory = store.Directory, Index = store.EventIndex, States = store.States,
        });
    }
}
