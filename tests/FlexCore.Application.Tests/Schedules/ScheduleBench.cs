using FlexCore.Application.Cluster;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>Schedules over a store in memory. The test moves the clock, starts schedulers and decides how deliveries end.</summary>
internal sealed class ScheduleBench
{
    public ScheduleBench(IEntityVersions? versions = null)
    {
        Region = new(ScheduleDecider.Kind, new ScheduleDecider(), ScheduleCodecs.Events, Store.Journal, new HeldLeases(Store.Leases));
        Services = new ScheduleServices(Region, Store.Directory, Bus, [Target, new UnbuiltTarget(ScheduleTarget.Flow)], Clock) { Versions = versions, Tally = new EventTally(Store.EventIndex, Store.Feed) };
        Schedules = new ScheduleService(Services);
    }

    public static NodeCall Call { get; } = new(SecurityContext.Development, "test-1");

    public InMemoryStore Store { get; } = new();

    public ManualClock Clock { get; } = new();

    public NewsBus Bus { get; } = new();

    public ProbeTarget Target { get; } = new();

    public WatchedScheduler Watched { get; } = new();

    public JournalRegion<ScheduleState, ScheduleCommand, ScheduleEvent> Region { get; }

    public ScheduleServices Services { get; }

    public ScheduleService Schedules { get; }

    public ScheduleOptions Options { get; } = new() { Workers = 4 };

    public static ScheduleDefinition Every(TimeSpan every, OverlapPolicy overlap = OverlapPolicy.Skip) => new(
        "tick", "", new ScheduleTiming { Every = every }, new ScheduleTarget(ScheduleTarget.Event, "ticks", "{}"), new SchedulePolicy { Overlap = overlap });

    public async Task<ScheduleView> CreateAsync(string id, ScheduleDefinition definition) =>
        (await Schedules.CreateAsync(Call, new CreateSchedule(definition) { Id = id })).Required;

    public async Task<ScheduleView> ViewAsync(string id) => (await Schedules.GetAsync(Call, id)).Required;

    /// <summary>Starts a scheduler and waits until it has looked at every schedule there is.</summary>
    public async Task<RunningScheduler> StartAsync(long epoch)
    {
        var running = new RunningScheduler(new Scheduler(Services, Options, Watched), new NamedLease("singleton/scheduler", epoch, new NodeId("n", epoch)));
        (await Watched.Said.NextAsync("the scheduler starts")).ShouldBe($"ready {epoch}");
        return running;
    }
}
