using FlexCore.Actors.Entities;
using FlexCore.Application.Catalogs;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Projections.UseCases;
using FlexCore.Application.Supervision;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.UseCases;
using FlexCore.Domain.Pipelines;
using FlexCore.Hosting.Deferred;
using FlexCore.Hosting.Documents;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Events;
using FlexCore.Hosting.EventTypes;
using FlexCore.Hosting.Jobs;
using FlexCore.Hosting.Logging;
using FlexCore.Hosting.Metrics;
using FlexCore.Hosting.Projections;
using FlexCore.Hosting.Privacy;
using FlexCore.Hosting.Retention;
using FlexCore.Hosting.Schedules;
using FlexCore.Hosting.SystemJobs;
using FlexCore.Streams.UserOperators;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting;

/// <summary>A node as a part of a host: opens the store, starts what was at work, drains and closes when the host stops.</summary>
/// <remarks>The host calls start and stop, one after the other; everything else may be called from any thread.</remarks>
internal sealed class FlexCoreNode(
    FlexCoreBuilder builder, Deferred<NodeParts> parts, Deferred<ClusterSide> cluster, NodeUses uses, TimeProvider clock, ILoggerFactory logs, IHostApplicationLifetime lifetime) : INode, IHostedService, IAsyncDisposable
{
    private readonly NodeLog _log = new(logs.CreateLogger("FlexCore.Node"));
    private NodeEngine? _engine;
    private NodeEvents? _events;
    private StreamSupervisor? _supervisor;
    private SchedulerPart? _scheduling;
    private NodeProjections? _projections;
    private SystemJobPart? _upkeep;
    private SupervisorInstruments? _instruments;
    private volatile string? _failure;
    private volatile NodeState _state = NodeState.Starting;

    public NodeState State => _state;

    public string? Failure => _failure;

    public string Version { get; } = typeof(FlexCoreNode).Assembly.GetName().Version?.ToString(3) ?? "0";

    public string DataFolder { get; } = Path.GetFullPath(builder.Settings.Store.DataFolder);

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    /// <summary>The metrics of its streams; null until the node is ready, and when it has ended.</summary>
    internal SupervisorInstruments? Instruments => _instruments;

    public int StreamsAtWork => _supervisor?.Count ?? 0;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        builder.Supervisor.Validate();
        var types = EventTypeFile.Load(builder.Settings.EventTypes, builder.EventTypes);
        NodeEngine engine = builder.Settings.Engine.Kind is EngineKind.Postgres
            ? await ClusterEngine.OpenAsync(builder.Settings, new ClusterPlace(builder.HttpUrl, Version), clock, logs, cancellationToken).ConfigureAwait(false)
            : await EmbeddedEngine.OpenAsync(builder.Settings, clock, logs).ConfigureAwait(false);
        _engine = engine;
        foreach (var add in builder.Regions)
        {
            add(engine);
        }

        var compiler = new StreamsPipelineCompiler(builder.BaseFolder, new OperatorRegistry(builder.Operators));
        var pipelines = engine.AddRegion(
            new EntityDefinition<PipelineState, PipelineCommand, PipelineEvent>(PipelineDecider.Kind, new PipelineDecider(), PipelineCodecs.Events)
            {
                Snapshots = PipelineCodecs.Snapshots,
            },
            commands: PipelineCommandCodec.Commands);
        var privacy = new NodePrivacy(engine, builder.Settings.Privacy, engine.Cluster is null ? DataFolder : null, uses.Access, clock);
        if (await privacy.Replay.RunAsync(cancellationToken).ConfigureAwait(false) is > 0 and var again)
        {
            _log.ForgottenAgain(again);
        }

        var retention = new NodeRetention(engine, builder.Settings.Retention, uses.Access);
        var events = _events = new NodeEvents(engine, privacy.Values, types, builder.Settings.EventTypes.Types, uses.Access, clock, new EventIndexLog(logs.CreateLogger("FlexCore.EventIndex")));
        var catalog = new PipelineCatalog(engine.Journal, engine.Directory);
        await catalog.LoadAsync(cancellationToken).ConfigureAwait(false);
        var run = new RunPipeline(engine.Streams, engine.Checkpoints, engine.Runtime, clock);
        var observer = new SupervisorLog(logs.CreateLogger("FlexCore.Supervisor"));
        _supervisor = new StreamSupervisor(new SupervisorServices(pipelines, engine.Streams, catalog, compiler, run, observer) { Placement = engine.Placement }, builder.Supervisor, clock);
        var files = new JobFiles(DataFolder);
        var services = new NodeServices(pipelines, engine.Streams, engine.Journal, catalog, compiler, _supervisor, clock) { Placement = engine.Placement, Owners = engine.Cluster?.Owners };
        var starter = new StreamStarter(services, files);
        var useCases = new PipelineService(services, starter);
        var streams = new StreamService(services, useCases, starter);
        _scheduling = SchedulerPart.Add(engine, builder.Settings.Schedules, new SchedulerWork(useCases, streams, uses.Commands, events.Store), logs);
        var projections = _projections = await NodeProjections.StartAsync(
            engine, new ProjectionsInHost(builder.Projections, types, builder.Settings.Projections), new PersonalDocuments(privacy.Values, uses.Access), clock, logs, cancellationToken).ConfigureAwait(false);
        _upkeep = new SystemJobPart(engine, [new StrandedSweep(engine.Directory, _supervisor, starter), privacy.Rewrap, .. retention.Jobs(DataFolder, projections.SlowestAsync)], logs);
        parts.Set(new NodeParts(useCases, streams, new JobService(services, starter, files), engine.EventTopics, new EventTopicList(engine.Directory, engine.EventTopics), engine.Feed, engine.Bus)
        {
            Events = events,
            Inspector = engine.Inspector,
            Journal = engine.Journal,
            Schedules = _scheduling.Schedules,
            Singletons = engine.SingletonList,
            Projections = projections.UseCases,
            ProjectionProgress = projections.Progress,
            SystemJobs = _upkeep.Jobs,
            Privacy = privacy,
            Retention = retention.Service,
        });
        if (engine.Cluster is { } side)
        {
            cluster.Set(side);
        }

        await StartStreamsAsync(engine, new NodeWork(catalog, _supervisor, starter), new DeclaredPipelines(useCases, streams), cancellationToken).ConfigureAwait(false);
        _scheduling.Start(engine.Singletons);
        _upkeep.Start(engine.Singletons);
        events.Start();
        _instruments = new SupervisorInstruments(new StreamWatch(catalog, _supervisor, starter), clock);
        _state = NodeState.Ready;
        _log.Ready(engine.Location, StreamsAtWork);
        _ = WatchStoreAsync(engine);
        _ = LeaveWhenToldAsync(engine);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_state == NodeState.Ready)
        {
            _state = NodeState.Stopping;
        }

        if (_supervisor is { } supervisor)
        {
            _log.Draining(supervisor.Count);
            await (_scheduling?.StopAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            await (_engine?.LeaveAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            await supervisor.DrainAllAsync().ConfigureAwait(false);
        }

        await DisposeAsync().ConfigureAwait(false);
        _log.Stopped();
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _instruments, null)?.Dispose();
        if (Interlocked.Exchange(ref _scheduling, null) is { } scheduling)
        {
            await scheduling.DisposeAsync().ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _upkeep, null) is { } upkeep)
        {
            await upkeep.DisposeAsync().ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _events, null) is { } events)
        {
            await events.DisposeAsync().ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _projections, null) is { } projections)
        {
            await projections.DisposeAsync().ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _engine, null) is { } engine)
        {
            await engine.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task StartStreamsAsync(NodeEngine engine, NodeWork work, DeclaredPipelines declared, CancellationToken cancellationToken)
    {
        foreach (var (pipeline, refusal) in await engine.ServeAsync(work, cancellationToken).ConfigureAwait(false))
        {
            _log.NotStarted(pipeline, refusal.Message);
        }

        foreach (var document in builder.Documents)
        {
            await declared.EnsureAsync(document).ConfigureAwait(false);
        }
    }

    private async Task LeaveWhenToldAsync(NodeEngine engine)
    {
        if (engine.Cluster is { } side)
        {
            await side.ToldToLeave.ConfigureAwait(false);
            lifetime.StopApplication();
        }
    }

    // A store that has stopped by itself acknowledges nothing more; the host ends, and whoever keeps it running starts it anew.
    private async Task WatchStoreAsync(NodeEngine engine)
    {
        var error = await engine.Stopped.ConfigureAwait(false);
        if (_state is NodeState.Ready)
        {
            _failure = error.Message;
            _state = NodeState.Failed;
            _log.StoreFailed(error);
            lifetime.StopApplication();
        }
    }
}
