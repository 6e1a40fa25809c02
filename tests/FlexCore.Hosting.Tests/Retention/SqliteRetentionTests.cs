using FlexCore.Conformance.Retention;
using FlexCore.Persistence;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Hosting.Tests.Retention;

public sealed class SqliteRetentionTests : RetentionConformance
{
    protected override async Task<RetentionHarness> StartAsync()
    {
        var folder = new TempFolder();

        // Every event is indexed when the next commit has come.
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = 8, IndexBatchEvents = 1 });
        return Of(store, folder.Dispose);
    }

    internal static RetentionHarness Of(IStore store, Action disposed) => new(async () =>
    {
        await store.DisposeAsync();
        disposed();
    })
    {
        Journal = store.Journal, Leases = store.Leases, Feed = store.Feed, Snapshots = store.Snapshots, Directory = store.Directory, Scavenger = store.Scavenger,
    };
}
