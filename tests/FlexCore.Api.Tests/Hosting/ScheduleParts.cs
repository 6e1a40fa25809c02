using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.Schedules;
using FlexCore.Domain.Schedules;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Makes the real use cases of schedules over a store in memory of their own; no scheduler runs.</summary>
internal static class ScheduleParts
{
    public static async Task<ISchedules> OverAsync(ApiParts parts)
    {
        var store = new InMemoryStore(shardCount: 16);
        var shards = await OwnedShards.AcquireAllAsync(store.Leases, "test");
        var definition = new EntityDefinition<ScheduleState, ScheduleCommand, ScheduleEvent>(ScheduleDecider.Kind, new ScheduleDecider(), ScheduleCodecs.Events)
        {
            Snapshots = ScheduleCodecs.Snapshots,
            RemembersRefusals = false,
        };
        var system = new ActorSystem(new ActorSystemOptions(), parts.Clock, NullLoggerFactory.Instance);
        var region = new EntityRegion<ScheduleState, ScheduleCommand, ScheduleEvent>(system, definition, new EntityStorage(store.Journal, store.Snapshots, shards), new EntityOptions());
        IScheduleTarget[] targets = [new EventTarget(parts.Topics), new PipelineTarget(parts.Pipelines, parts.Streams, parts.Clock), new UnbuiltTarget("flow"), new UnbuiltTarget("script"), new UnbuiltTarget("command")];
        return new ScheduleService(new ScheduleServices(region, store.Directory, parts.Bus, targets, parts.Clock));
    }
}
