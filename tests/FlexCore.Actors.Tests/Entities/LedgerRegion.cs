global using LedgerEntityRegion = FlexCore.Actors.Entities.EntityRegion<
    FlexCore.Conformance.Entities.LedgerState,
    FlexCore.Conformance.Entities.LedgerCommand,
    FlexCore.Conformance.Entities.LedgerEvent>;

using FlexCore.Actors.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>An actor system with one region of ledgers.</summary>
internal sealed class LedgerRegion : IAsyncDisposable
{
    private LedgerRegion(ActorSystem system, LedgerEntityRegion region)
    {
        System = system;
        Region = region;
    }

    internal ActorSystem System { get; }

    internal LedgerEntityRegion Region { get; }

    internal static EntityDefinition<LedgerState, LedgerCommand, LedgerEvent> Definition { get; } =
        new(LedgerDecider.Kind, new LedgerDecider(), LedgerDecider.Events) { Snapshots = LedgerDecider.Snapshots };

    internal static async Task<LedgerRegion> OpenAsync(
        IEventJournal journal,
        ISnapshotStore snapshots,
        IShardLeases leases,
        EntityOptions? options = null,
        TimeProvider? time = null,
        EntityDefinition<LedgerState, LedgerCommand, LedgerEvent>? definition = null,
        ActorSystemOptions? systemOptions = null)
    {
        var shards = await OwnedShards.AcquireAllAsync(leases, "test");
        var system = new ActorSystem(systemOptions ?? new ActorSystemOptions(), time ?? TimeProvider.System, NullLoggerFactory.Instance);
        var region = new LedgerEntityRegion(
            system, definition ?? Definition, new EntityStorage(journal, snapshots, shards), options ?? new EntityOptions());
        return new LedgerRegion(system, region);
    }

    public async ValueTask DisposeAsync()
    {
        await Region.DisposeAsync();
        await System.DisposeAsync();
    }
}
