using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Entities;

public sealed class InMemoryEntityRegionTests : EntityRegionConformance
{
    protected override async Task<IEntityRegionHost> OpenAsync()
    {
        var store = new InMemoryStore();
        var host = new LedgerHost(store.Journal, store.Snapshots, store.Leases, new EntityOptions(), () => ValueTask.CompletedTask);
        await host.CrashAsync();
        return host;
    }
}
