using FlexCore.Application.EventIndex;
using FlexCore.Application.Schedules;
using FlexCore.Domain.Schedules;
using FlexCore.Testing.Storage;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>The real use cases of schedules over a store in memory of their own; no scheduler runs.</summary>
internal static class ScheduleParts
{
    public static Task<TestRegion<ScheduleState, ScheduleCommand, ScheduleEvent>> StartRegionAsync(InMemoryStore store, TimeProvider clock) => TestRegion<ScheduleState, ScheduleCommand, ScheduleEvent>.StartAsync(
        new(ScheduleDecider.Kind, new ScheduleDecider(), ScheduleCodecs.Events) { Snapshots = ScheduleCodecs.Snapshots, RemembersRefusals = false }, store, clock);

    public static ISchedules Over(TestRegion<ScheduleState, ScheduleCommand, ScheduleEvent> region, InMemoryStore store, ApiParts parts)
    {
        IScheduleTarget[] targets = [new EventTarget(parts.Topics), new EventStreamTarget(parts.Events), new PipelineTarget(parts.Pipelines, parts.Streams, parts.Clock), new UnbuiltTarget("flow"), new UnbuiltTarget("script"), new UnbuiltTarget("command")];
        return new ScheduleService(new ScheduleServices(region.Entities, store.Directory, parts.Bus, targets, parts.Clock) { Tally = new EventTally(store.EventIndex, store.Feed) });
    }
}
