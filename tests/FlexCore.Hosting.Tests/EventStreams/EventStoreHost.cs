using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Conformance.EventStreams;
using FlexCore.Domain.EventStreams;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Hosting.Tests.EventStreams;

/// <summary>An event store over any journal, and a way to lose its memory.</summary>
internal sealed class EventStoreHost(IEventJournal journal, ISnapshotStore snapshots, IShardLeases leases, IEntityDirectory directory, Func<ValueTask> close) : IEventStoreHost
{
    private readonly List<IAsyncDisposable> _abandoned = [];
    private IEventStore? _store;

    public IEventStore Store => _store ?? throw new InvalidOperationException("The host was not opened.");

    public async Task CrashAsync()
    {
        var shards = await OwnedShards.AcquireAllAsync(leases, "test");
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var definition = new EntityDefinition<EventStreamState, EventStreamCommand, StreamEvent>(EventStreamDecider.Kind, new EventStreamDecider(), EventStreamCodecs.Events)
        {
            Snapshots = EventStreamCodecs.Snapshots,
            RemembersRefusals = false,
        };
        var region = new EntityRegion<EventStreamState, EventStreamCommand, StreamEvent>(
            system, definition, new EntityStorage(journal, snapshots, shards), new EntityOptions { SnapshotEvery = 3 });
        _abandoned.AddRange([system, region]);
        _store = new EventStore(region, journal, directory, new TenantEventAccess(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var abandoned in Enumerable.Reverse(_abandoned))
        {
            await abandoned.DisposeAsync();
        }

        await close();
    }
}
