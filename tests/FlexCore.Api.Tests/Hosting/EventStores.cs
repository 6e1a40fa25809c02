using FlexCore.Application.EventStreams;
using FlexCore.Domain.EventStreams;
using FlexCore.Testing.Storage;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Event stores over a store in memory.</summary>
internal static class EventStores
{
    public static Task<TestRegion<EventStreamState, EventStreamCommand, StreamEvent>> StartRegionAsync(InMemoryStore store, TimeProvider clock) => TestRegion<EventStreamState, EventStreamCommand, StreamEvent>.StartAsync(
        new(EventStreamDecider.Kind, new EventStreamDecider(), EventStreamCodecs.Events) { Snapshots = EventStreamCodecs.Snapshots, RemembersRefusals = false }, store, clock);

    public static IEventStore Over(TestRegion<EventStreamState, EventStreamCommand, StreamEvent> region, InMemoryStore store, TimeProvider clock) =>
        new EventStore(region.Entities, store.Journal, store.Directory, new TenantEventAccess(), clock);
}
