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
using FlexCore.Application.TimeTravel;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.EventTopics;
using FlexCore.Hocon.Options;
using FlexCore.Hosting.Logging;
using FlexCore.Persistence.Sqlite;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Services;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Engine;

/// <summary>The embedded engine put together: one process, one data folder. The command line runs single pipelines on it, a node everything.</summary>
/// <remarks>Composed by one thread; what it holds is thread-safe. Disposing stops the regions in reverse order and closes the store last.</remarks>
public sealed class EmbeddedEngine : NodeEngine
{
    private readonly List<IAsyncDisposable> _regions = [];
    private readonly List<Action> _recalls = [];
    private readonly ActorSystem _actors;
    private readonly EntityStorage _storage;
    private readonly EntityOptions _entityOptions;
    private readonly TopicBus _bus;

    private EmbeddedEngine(string dataFolder, SqliteStore store, ActorSystem actors, EntityStorage storage, EngineSettings settings, TimeProvider clock, ILoggerFactory logs)
    {
        DataFolder = dataFolder;
        Store = store;
        _actors = actors;
        _storage = storage;
        _entityOptions = settings.Entities;
        _bus = new TopicBus(settings.Bus);
        Clock = clock;
        Board = new SingletonBoard(clock);
        Singletons = new WatchedSingletons(LocalSingletonsOf(storage, clock, logs), Board);
        SingletonList = new LoneSingletonList(Board, SelfOf(storage).ToString(), clock.GetUtcNow());
        Streams = AddRegion(
            new EntityDefinition<DataStreamState, DataStreamCommand, DataStreamEvent>(DataStreamDecider.Kind, new DataStreamDecider(), DataStreamCodecs.Events)
            {
                Snapshots = DataStreamCodecs.Snapshots,
            });
        var topics = AddRegion(
            new EntityDefinition<EventTopicState, EventTopicCommand, EventTopicEvent>(EventTopicDecider.Kind, new EventTopicDecider(), EventTopicCodecs.Events)
            {
                Snapshots = EventTopicCodecs.Snapshots,
            },
            settings.TopicEntities);
        EventTopics = new EventTopics(topics, store.Journal, _bus, settings.EventTopics, clock);
        var services = new StreamServices { EventTopics = EventTopics };
        Runtime = new StreamRuntime(store.Checkpoints, clock, settings.Streams, logs.CreateLogger<StreamRuntime>(), services);
    }

    /// <summary>The data folder's full path.</summary>
    public string DataFolder { get; }

    /// <summary>The store.</summary>
    public SqliteStore Store { get; }

    /// <inheritdoc/>
    public override IEventJournal Journal => Store.Journal;

    /// <inheritdoc/>
    public override IEventFeed Feed => Store.Feed;

    /// <inheritdoc/>
    public override StoreIdentity Identity => Store.Identity;

    /// <inheritdoc/>
    public override IEventIndex EventIndex => Store.EventIndex;

    /// <inheritdoc/>
    public override IStateSnapshots States => Store.States;

    /// <inheritdoc/>
    public override ISubjectKeyStore SubjectKeys => Store.SubjectKeys;

    /// <inheritdoc/>
    public override ISnapshotStore Snapshots => Store.Snapshots;

    /// <inheritdoc/>
    public override IScavenger Scavenger => Store.Scavenger;

    /// <inheritdoc/>
    public override IEntityDirectory Directory => Store.Directory;

    /// <inheritdoc/>
    public override string Location => DataFolder;

    /// <inheritdoc/>
    public override Task<JournalException> Stopped => Store.Stopped;

    /// <inheritdoc/>
    public override TimeProvider Clock { get; }

    /// <inheritdoc/>
    public override IClusterSingleton Singletons { get; }

    /// <inheritdoc/>
    public override SingletonBoard Board { get; }

    /// <inheritdoc/>
    public override ISingletonList SingletonList { get; }

    /// <inheritdoc/>
    public override IEntityRegion<DataStreamCommand, DataStreamState> Streams { get; }

    /// <inheritdoc/>
    public override IEventTopics EventTopics { get; }

    /// <inheritdoc/>
    public override ITopicBus Bus => _bus;

    /// <inheritdoc/>
    public override ICheckpointStore Checkpoints => Store.Checkpoints;

    /// <inheritdoc/>
    public override IStreamRuntime Runtime { get; }

    /// <summary>Opens the data folder and starts everything.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="dataFolder">The data folder instead of the configured one, or <see langword="null"/>.</param>
    /// <param name="clock">The clock of everything in the process.</param>
    /// <param name="logs">Where everything logs.</param>
    /// <exception cref="ConfigurationException">A setting is unknown or has a value of the wrong type.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="Application.Journal.JournalException">The data folder is in use, damaged, newer or cannot be written.</exception>
    public static Task<EmbeddedEngine> OpenAsync(IConfiguration configuration, string? dataFolder, TimeProvider clock, ILoggerFactory logs)
    {
        var settings = EngineSettings.Read(configuration);
        settings.Store.DataFolder = dataFolder ?? settings.Store.DataFolder;
        return OpenAsync(settings, clock, logs);
    }

    /// <summary>Opens the data folder and starts everything.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="clock">The clock of everything in the process.</param>
    /// <param name="logs">Where everything logs.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="Application.Journal.JournalException">The data folder is in use, damaged, newer or cannot be written.</exception>
    public static async Task<EmbeddedEngine> OpenAsync(EngineSettings settings, TimeProvider clock, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(logs);
        settings.Validate();
        var store = await SqliteStore.OpenAsync(settings.Store, logs.CreateLogger<SqliteStore>()).ConfigureAwait(false);
        try
        {
            var shards = await OwnedShards.AcquireAllAsync(store.Leases, Environment.MachineName).ConfigureAwait(false);
            var actors = new ActorSystem(settings.Actors, clock, logs);
            var storage = new EntityStorage(store.Journal, store.Snapshots, shards) { Directory = store.Directory };
            return new EmbeddedEngine(Path.GetFullPath(settings.Store.DataFolder), store, actors, storage, settings, clock, logs);
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
        var region = new EntityRegion<TState, TCommand, TEvent>(_actors, definition, _storage, options ?? _entityOptions);
        NoteFold(definition, region);
        _regions.Add(region);
        _recalls.Add(region.Recall);
        Inspector.Add(region);
        return region;
    }

    // Each process that opens the folder takes every shard with its next epoch, so that of any shard orders the processes.
    private static LocalSingletons LocalSingletonsOf(EntityStorage storage, TimeProvider clock, ILoggerFactory logs)
    {
        var self = SelfOf(storage);
        var log = new SingletonLog(logs.CreateLogger("FlexCore.Singletons"));
        return new LocalSingletons(self, self.Incarnation, clock, log.EndedByItself);
    }

    private static NodeId SelfOf(EntityStorage storage)
    {
        var epoch = storage.Shards.LeaseOf(new EntityId(TenantId.Default, "singleton", "local"))?.Epoch ?? 1;
        var name = Environment.MachineName.ToLowerInvariant();
        return new NodeId(NodeId.IsName(name) ? name : "local", epoch);
    }

    /// <inheritdoc/>
    internal override Task<IReadOnlyList<(EntityId Pipeline, Refusal Refusal)>> ServeAsync(NodeWork work, CancellationToken cancellationToken)
    {
        // Shards come to a member of a cluster one by one; here all are there, and so is everything that timers may need.
        foreach (var recall in _recalls)
        {
            recall();
        }

        return base.ServeAsync(work, cancellationToken);
    }

    /// <inheritdoc/>
    internal override OwnedShards Shards => _storage.Shards;

    /// <inheritdoc/>
    internal override async Task<IReadModelStore> OpenReadModelsAsync(CancellationToken cancellationToken) =>
        await SqliteReadModelStore.OpenAsync(DataFolder, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var region in Enumerable.Reverse(_regions))
        {
            await region.DisposeAsync().ConfigureAwait(false);
        }

        _bus.Dispose();
        await _actors.DisposeAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
    }
}
