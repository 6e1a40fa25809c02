using FlexCore.Actors.Entities;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Schedules;
using FlexCore.Domain.Schedules;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Schedules;

/// <summary>The schedules of a node: their use cases, and the scheduler that runs here when the cluster gives it to this node.</summary>
/// <remarks>Composed and ended by the node, one call after the other.</remarks>
internal sealed class SchedulerPart : IAsyncDisposable
{
    private readonly EventTarget _events;
    private readonly Scheduler _scheduler;
    private IAsyncDisposable? _registration;

    private SchedulerPart(ScheduleServices services, EventTarget events, ScheduleOptions options, ScheduleLog log)
    {
        Schedules = new ScheduleService(services);
        _events = events;
        _scheduler = new Scheduler(services, options, log);
    }

    /// <summary>The use cases.</summary>
    public ISchedules Schedules { get; }

    /// <summary>Adds schedules to an engine.</summary>
    public static SchedulerPart Add(NodeEngine engine, ScheduleOptions options, SchedulerWork work, ILoggerFactory logs)
    {
        IEntityRegion<ScheduleCommand, ScheduleState> region = engine.AddRegion(
            new EntityDefinition<ScheduleState, ScheduleCommand, ScheduleEvent>(ScheduleDecider.Kind, new ScheduleDecider(), ScheduleCodecs.Events)
            {
                Snapshots = ScheduleCodecs.Snapshots,
                RemembersRefusals = false,
            },
            commands: ScheduleCommandCodec.Commands);
        var events = new EventTarget(engine.EventTopics);
        IReadOnlyList<IScheduleTarget> targets =
        [
            events, new EventStreamTarget(work.Events), new PipelineTarget(work.Pipelines, work.Streams, engine.Clock),
            new CommandTarget(work.Commands), new UnbuiltTarget(ScheduleTarget.Flow), new UnbuiltTarget(ScheduleTarget.Script),
        ];
        var services = new ScheduleServices(region, engine.Directory, engine.Bus, targets, engine.Clock) { Versions = engine.Versions, Tally = new EventTally(engine.EventIndex, engine.Feed) };
        return new SchedulerPart(services, events, options, new ScheduleLog(logs.CreateLogger("FlexCore.Schedules"), engine.Board));
    }

    /// <summary>Offers to run the scheduler here. Called when the node serves.</summary>
    public void Start(IClusterSingleton singletons) => _registration = singletons.Register(Scheduler.SingletonName, _scheduler.RunAsync);

    /// <summary>Ends the scheduler if it runs here.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _registration, null) is { } registration)
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _events.Dispose();
    }
}
