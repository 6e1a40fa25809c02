using FlexCore.Conformance.EventStreams;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Hosting.Tests.EventStreams;

public sealed class SqliteEventStoreTests : EventStoreConformance
{
    protected override async Task<IEventStoreHost> StartAsync()
    {
        var folder = new TempFolder();
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, IndexBatchEvents = 16 });
        var host = new EventStoreHost(store.Journal, store.Snapshots, store.Leases, store.Directory, async () =>
        {
            await store.DisposeAsync();
            folder.Dispose();
        });
        await host.CrashAsync();
        return host;
    }
}
