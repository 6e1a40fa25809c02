using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>The same promises when nearly every load begins at a snapshot and the bounds are tight.</summary>
public sealed class EagerSnapshotEntityRegionTests : EntityRegionConformance
{
    protected override async Task<IEntityRegionHost> OpenAsync()
    {
        var store = new InMemoryStore(shardCount: 2);
        var options = new EntityOptions { SnapshotEvery = 1, CommitsInFlightMax = 2, Throughput = 1 };
        var host = new LedgerHost(store.Journal, store.Snapshots, store.Leases, options, () => ValueTask.CompletedTask);
        await host.CrashAsync();
        return host;
    }
}
