using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.EventStreams;
using FlexCore.Domain.EventStreams;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Makes event stores over a store in memory.</summary>
internal static class EventStores
{
    public static async Task<IEventStore> OverAsync(InMemoryStore store, TimeProvider clock)
    {
        var shards = await OwnedShards.AcquireAllAsync(store.Leases, "test");
        var definition = new EntityDefinition<EventStreamState, EventStreamCommand, StreamEvent>(EventStreamDecider.Kind, new EventStreamDecider(), EventStreamCodecs.Events)
        {
            Snapshots = EventStreamCodecs.Snapshots,
            RemembersRefusals = false,
        };
        var system = new ActorSystem(new ActorSystemOptions(), clock, NullLoggerFactory.Instance);
        var region = new EntityRegion<EventStreamState, EventStreamCommand, StreamEvent>(system, definition, new EntityStorage(store.Journal, store.Snapshots, shards), new EntityOptions());
        return new EventStore(region, store.Journal, store.Directory, new TenantEventAccess(), clock);
    }
}
