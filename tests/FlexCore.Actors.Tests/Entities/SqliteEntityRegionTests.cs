using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Actors.Tests.Entities;

public sealed class SqliteEntityRegionTests : EntityRegionConformance
{
    protected override async Task<IEntityRegionHost> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flexcore-entities-");
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.FullName });
        var host = new LedgerHost(store.Journal, store.Snapshots, store.Leases, new EntityOptions { SnapshotEvery = 50 }, async () =>
        {
            await store.DisposeAsync();
            folder.Delete(recursive: true);
        });
        await host.CrashAsync();
        return host;
    }
}
