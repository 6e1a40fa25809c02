using FlexCore.Application.EventTopics;
using FlexCore.Conformance.EventTopics;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Hosting.Tests.EventTopics;

public sealed class SqliteEventTopicsTests : EventTopicsConformance
{
    protected override async Task<IEventTopicsHost> StartAsync()
    {
        var folder = new TempFolder();
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, IndexBatchEvents = 16 });
        var host = new TopicHost(store.Journal, store.Snapshots, store.Leases, new EventTopicOptions(), async () =>
        {
            await store.DisposeAsync();
            folder.Dispose();
        });
        await host.CrashAsync();
        return host;
    }
}
