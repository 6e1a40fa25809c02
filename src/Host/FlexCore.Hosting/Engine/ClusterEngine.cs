using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Topics;
using FlexCore.Application.Cluster;
using FlexCore.Application.Commands;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Entities;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Retention;
using FlexCore.Application.Streams;
using FlexCore.Application.Supervision;
using FlexCore.Application.TimeTravel;
using FlexCore.Application.Topics;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Nodes;
using FlexCore.Cluster.Regions;
using FlexCore.Cluster.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Pipelines;
using FlexCore.Hosting.Clustering;
using FlexCore.Hosting.Logging;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Services;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Engine;

/// <summary>The postgres engine put together: one member of a cluster whose nodes share one PostgreSQL.</summary>
/// <remarks>Composed by one thread; what it holds is thread-safe. It owns nothing in the cluster before <see cref="ServeAsync"/> and nothing after <see cref="LeaveAsync"/>.</remarks>
internal sealed class ClusterEngine : NodeEngine
{
    private readonly List<IAsyncDisposable> _regions = [];
    private readonly EngineSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ClusterNodeLog _log;
    private readonly PostgresStore _store;
    private readonly ActorSystem _actors;
    private readonly EntityStorage _storage;
    private readonly ShardHost _entities;
    private readonly StreamShards _shards;
    private readonly ClusterNode _node;
    private readonly NodeTransport _transport;
    private readonly TransportTls? _tls;
    private readonly ClusterRegions _cluster;
    private readonly TopicBus _local;
    private readonly ClusterTopicBus _bus;
    private readonly EventTopics _topics;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<JournalException> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _toldToLeave = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClusterSingletonList _singletonList;
    private Task _following = Task.CompletedTask;
    private Task _telling = Task.CompletedTask;
    private Task _sharing = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;
    private RefusedStarts? _refused;

    private ClusterEngine(ClusterEngineParts parts)
    {
        _settings = parts.Settings;
        _clock = parts.Clock;
        _log = parts.Log;
        _store = parts.Store;
        _actors = parts.Actors;
        _storage = parts.Storage;
        _entities = parts.Entities;
        _shards = parts.Shards;
        _node = parts.Node;
        _transport = parts.Transport;
        _tls = parts.Tls;
        _cluster = new ClusterRegions(_transport, _node.Locator, _settings.Regions, _clock);
        _local = new TopicBus(_settings.Bus);
        _bus = new ClusterTopicBus(_local, _transport, _node.View, _settings.ClusterTopics, _clock);
        Board = new SingletonBoard(_node.Clock);
        _singletonList = new ClusterSingletonList(Board, _store.NamedLeases, _bus, _clock);
        Singletons = new WatchedSingletons(_node.Singletons, Board);
        Cluster = new ClusterSide(
            _node.View, _node.Control, _store.NamedLeases, new ClusterStreamOwners(_shards, _node.Locator), Singletons, _toldToLeave.Task)
        {
            Balancer = _node.Balancer, Refresh = _node.Refresh,
        };
        Streams = AddRegion(
            new EntityDefinition<DataStreamState, DataStreamCommand, DataStreamEvent>(DataStreamDecider.Kind, new DataStreamDecider(), DataStreamCodecs.Events)
            {
                Snapshots = DataStreamCodecs.Snapshots,
            },
            commands: DataStreamCommandCodec.Commands);
        var topics = AddRegion(
            new EntityDefinition<EventTopicState, EventTopicCommand, EventTopicEvent>(EventTopicDecider.Kind, new EventTopicDecider(), EventTopicCodecs.Events)
            {
                Snapshots = EventTopicCodecs.Snapshots,
            },
            _settings.TopicEntities,
            EventTopicCommandCodec.Commands);
        _topics = new EventTopics(topics, _store.Journal, _bus, _settings.EventTopics, _clock);
        Checkpoints = _store.CheckpointsUnder(_storage.Shards.LeaseOf);
        Runtime = new StreamRuntime(Checkpoints, _clock, _settings.Streams, parts.Logs.CreateLogger<StreamRuntime>(), new StreamServices { EventTopics = EventTopics });
    }

    /// <inheritdoc/>
    public override IEventJournal Journal => _store.Journal;

    /// <inheritdoc/>
    public override IEventFeed Feed => _store.Feed;

    /// <inheritdoc/>
    public override StoreIdentity Identity => _store.Identity;

    /// <inheritdoc/>
    public override IEventIndex EventIndex => _store.EventIndex;

    /// <inheritdoc/>
    public override IStateSnapshots States => _store.States;

    /// <inheritdoc/>
    public override ISubjectKeyStore SubjectKeys => _store.SubjectKeys;

    /// <inheritdoc/>
    public override ISnapshotStore Snapshots => _store.Snapshots;

    /// <inheritdoc/>
    public override IScavenger Scavenger => _store.Scavenger;

    /// <inheritdoc/>
    public override IEntityDirectory Directory => _store.Directory;

    /// <inheritdoc/>
    public override ICheckpointStore Checkpoints { get; }

    /// <inheritdoc/>
    public override IEntityRegion<DataStreamCommand, DataStreamState> Streams { get; }

    /// <inheritdoc/>
    public override IEventTopics EventTopics => _topics;

    /// <inheritdoc/>
    public override ITopicBus Bus => _bus;

    /// <inheritdoc/>
    public override TimeProvider Clock => _node.Clock;

    /// <inheritdoc/>
    public override IEntityVersions Versions => _store.Versions;

    /// <inheritdoc/>
    public override IClusterSingleton Singletons { get; }

    /// <inheritdoc/>
    public override SingletonBoard Board { get; }

    /// <inheritdoc/>
    public override ISingletonList SingletonList => _singletonList;

    /// <inheritdoc/>
    public override IStreamRuntime Runtime { get; }

    /// <inheritdoc/>
    public override Task<JournalException> Stopped => _stopped.Task;

    /// <inheritdoc/>
    public override string Location => _store.Location;

    /// <inheritdoc/>
    public override IStreamPlacement Placement => _shards;

    /// <inheritdoc/>
    internal override ClusterSide Cluster { get; }

    /// <summary>Opens the store, enters the cluster as joining, and composes everything. Serves nothing yet.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="place">What the node tells of itself.</param>
    /// <param name="clock">The clock of everything in the process.</param>
    /// <param name="logs">Where everything logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="JournalException">The database cannot be used, or the cluster does not take this node.</exception>
    public static async Task<ClusterEngine> OpenAsync(EngineSettings settings, ClusterPlace place, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        settings.Validate();
        var store = await PostgresStore.OpenAsync(settings.Postgres, logs.CreateLogger<PostgresStore>(), clock, cancellationToken).ConfigureAwait(false);
        try
        {
            await store.ClaimAsync(settings.Engine.ClusterName, cancellationToken).ConfigureAwait(false);
            return new ClusterEngine(await ClusterEngineParts.ComposeAsync(settings, store, place, clock, logs, cancellationToken).ConfigureAwait(false));
        }
        catch (ClusterJoinException error)
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw new StoreException(StoreFault.Mismatch, store.Location, error.Message, error);
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override IEntityRegion<TCommand, TState> AddRegion<TState, TCommand, TEvent>(
        EntityDefinition<TState, TCommand, TEvent> definition, EntityOptions? options = null, ICommandCodec<TCommand>? commands = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (commands is null || definition.Snapshots is not { } states)
        {
            throw new ArgumentException($"Entities of kind '{definition.Kind}' cannot live in a cluster: say how their commands and states travel between nodes. Give their aggregate a command codec and a snapshot codec.", nameof(definition));
        }

        var local = new EntityRegion<TState, TCommand, TEvent>(_actors, definition, _storage, options ?? _settings.Entities);
        _entities.Add(local);
        Inspector.Add(local);
        NoteFold(definition, local);
        _regions.Add(local);
        var region = _cluster.Add(local, new RegionDefinition<TCommand, TState>(commands, states));
        return definition.Kind == PipelineDecider.Kind ? new HintingRegion<TCommand, TState>(region, _bus, PipelineFollower.Hint) : region;
    }

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<(EntityId Pipeline, Refusal Refusal)>> ServeAsync(NodeWork work, CancellationToken cancellationToken)
    {
        _refused = new RefusedStarts(work.Starter.ReconcileAsync, _clock, _log);
        _shards.Attach(work, _refused);
        _transport.Start();
        var follower = new PipelineFollower(_store.Versions, _bus, work.Starter.ReconcileAsync, _refused, _clock, _log);
        _telling = Task.Run(() => _singletonList.RunAsync(_ending.Token), CancellationToken.None);
        _following = Task.Run(() => follower.RunAsync(_ending.Token), CancellationToken.None);
        _watching = new MembershipWatch(_transport.RetainAsync, _toldToLeave, _log).RunAsync(_node.View.WatchAsync(_ending.Token), _ending.Token);
        _ = ReportEndAsync();
        await _node.JoinAsync(cancellationToken).ConfigureAwait(false);

        // Streams start with their shards, from here on.
        return [];
    }

    /// <inheritdoc/>
    internal override OwnedShards Shards => _storage.Shards;

    /// <inheritdoc/>
    internal override Task<IReadModelStore> OpenReadModelsAsync(CancellationToken cancellationToken) => _store.OpenReadModelsAsync(cancellationToken);

    /// <inheritdoc/>
    internal override Task LeaveAsync() => _node.LeaveAsync();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _sharing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_refused is { } refused)
        {
            await refused.DisposeAsync().ConfigureAwait(false);
        }

        await _node.DisposeAsync().ConfigureAwait(false);
        foreach (var region in Enumerable.Reverse(_regions))
        {
            await region.DisposeAsync().ConfigureAwait(false);
        }

        await _bus.DisposeAsync().ConfigureAwait(false);
        _local.Dispose();
        await _transport.DisposeAsync().ConfigureAwait(false);
        _tls?.Certificate.Dispose();
        await _actors.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task ReportEndAsync()
    {
        var exit = await _node.Ended.ConfigureAwait(false);

        // Requests that wait for a shard would keep the process from ending until their time is up.
        _cluster.End();
        if (exit.Reason is ClusterExitReason.DeclaredDown)
        {
            _stopped.TrySetResult(new JournalException(exit.Message));
        }
    }
}
