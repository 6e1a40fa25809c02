using FlexCore.Conformance.EventStreams;
using FlexCore.Hosting.Tests.EventStreams;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Hosting.Tests.EventTransfer;

public sealed class SqliteEventTransferTests : EventTransferConformance
{
    protected override async Task<TransferHarness> StartAsync()
    {
        var folder = new TempFolder();
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = 8 });
        var host = new EventStoreHost(store.Journal, store.Snapshots, store.Leases, store.Directory, async () =>
        {
            await store.DisposeAsync();
            folder.Dispose();
        });
        await host.CrashAsync();
        return new TransferHarness(host, store.Feed, store.Journal, store.Identity);
    }
}
