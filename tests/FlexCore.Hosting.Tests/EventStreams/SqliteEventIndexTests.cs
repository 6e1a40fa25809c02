using FlexCore.Conformance.EventStreams;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Hosting.Tests.EventStreams;

public sealed class SqliteEventIndexTests : EventIndexConformance
{
    protected override async Task<IndexHarness> StartAsync()
    {
        var folder = new TempFolder();
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = 8 });
        return Harnesses.Of(store, folder.Dispose);
    }
}
