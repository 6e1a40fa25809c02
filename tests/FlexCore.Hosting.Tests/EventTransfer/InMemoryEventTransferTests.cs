using FlexCore.Conformance.EventStreams;
using FlexCore.Hosting.Tests.EventStreams;
using FlexCore.Testing.Storage;

namespace FlexCore.Hosting.Tests.EventTransfer;

public sealed class InMemoryEventTransferTests : EventTransferConformance
{
    protected override async Task<TransferHarness> StartAsync()
    {
        var store = new InMemoryStore(shardCount: 8);
        var host = new EventStoreHost(store.Journal, store.Snapshots, store.Leases, store.Directory, () => ValueTask.CompletedTask);
        await host.CrashAsync();
        return new TransferHarness(host, store.Feed, store.Journal, store.Identity);
    }
}
