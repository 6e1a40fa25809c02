using FlexCore.Conformance.EventStreams;
using FlexCore.Testing.Storage;

namespace FlexCore.Hosting.Tests.EventStreams;

public sealed class InMemoryEventStoreTests : EventStoreConformance
{
    protected override async Task<IEventStoreHost> StartAsync()
    {
        var store = new InMemoryStore();
        var host = new EventStoreHost(store.Journal, store.Snapshots, store.Leases, store.Directory, () => ValueTask.CompletedTask);
        await host.CrashAsync();
        return host;
    }
}
