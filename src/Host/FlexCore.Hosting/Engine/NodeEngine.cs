using FlexCore.Actors.Entities;
using FlexCore.Application.Cluster;
using FlexCore.Application.Commands;
using FlexCore.Application.Entities;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventTopics;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Retention;
using FlexCore.Application.Streams;
using FlexCore.Application.Supervision;
using FlexCore.Application.TimeTravel;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Hosting.Engine;

/// <summary>What a node runs on: entities, streams and topics over a store. Each engine puts the same parts together in its own way.</summary>
/// <remarks>Composed by one thread; what it holds is thread-safe. Disposing ends everything and closes the store last.</remarks>
public abstract class NodeEngine : IAsyncDisposable
{
    private protected NodeEngine()
    {
    }

    /// <summary>The log of every entity's events.</summary>
    public abstract IEventJournal Journal { get; }

    /// <summary>Every committed event.</summary>
    public abstract IEventFeed Feed { get; }

    /// <summary>Where events are by type, tag and correlation.</summary>
    public abstract IEventIndex EventIndex { get; }

    /// <summary>Kept states for time travel.</summary>
    public abstract IStateSnapshots States { get; }

    /// <summary>The keys of persons whose values are sealed.</summary>
    public abstract ISubjectKeyStore SubjectKeys { get; }

    /// <summary>The topics' snapshots, and those of every other entity.</summary>
    public abstract ISnapshotStore Snapshots { get; }

    /// <summary>Takes old events away.</summary>
    public abstract IScavenger Scavenger { get; }

    /// <summary>How the events of each kind of entity add up; filled as regions are added.</summary>
    public StreamFolds Folds { get; } = new();

    /// <summary>Which store this is.</summary>
    public abstract StoreIdentity Identity { get; }

    /// <summary>Which entities there are.</summary>
    public abstract IEntityDirectory Directory { get; }

    /// <summary>The checkpoints.</summary>
    public abstract ICheckpointStore Checkpoints { get; }

    /// <summary>The data streams.</summary>
    public abstract IEntityRegion<DataStreamCommand, DataStreamState> Streams { get; }

    /// <summary>The event topics.</summary>
    public abstract IEventTopics EventTopics { get; }

    /// <summary>Hints and live views.</summary>
    public abstract ITopicBus Bus { get; }

    /// <summary>Runs graphs.</summary>
    public abstract IStreamRuntime Runtime { get; }

    /// <summary>Where everything is kept, for people: a folder, or server and schema.</summary>
    public abstract string Location { get; }

    /// <summary>Which streams this process keeps at work.</summary>
    public virtual IStreamPlacement Placement => SinglePlacement.Instance;

    /// <summary>What time it is for everything that is due: the process's clock, or in a cluster the database's.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>How far entities have come, for those that others may change; <see langword="null"/> in a process that is alone.</summary>
    public virtual IEntityVersions? Versions => null;

    /// <summary>Components that run on one node each.</summary>
    public abstract IClusterSingleton Singletons { get; }

    /// <summary>What the singletons that run here have done.</summary>
    public abstract SingletonBoard Board { get; }

    /// <summary>Who runs which singleton.</summary>
    public abstract ISingletonList SingletonList { get; }

    /// <summary>What only a member of a cluster has; <see langword="null"/> in a process that is alone.</summary>
    internal virtual ClusterSide? Cluster => null;

    /// <summary>Makes entities independent of their old events; filled as regions are added.</summary>
    internal HistoryCovers Covers { get; } = new();

    /// <summary>Looks at the entities that live here.</summary>
    internal EntityInspector Inspector { get; } = new();

    /// <summary>Completes with the reason when the engine has stopped by itself and acknowledges nothing more.</summary>
    public abstract Task<JournalException> Stopped { get; }

    /// <summary>Adds a region of entities, which lives as long as the engine.</summary>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TEvent">The aggregate's event family.</typeparam>
    /// <param name="definition">What its entities are.</param>
    /// <param name="options">Its bounds; <see langword="null"/> for the configured ones.</param>
    /// <param name="commands">How its commands travel between the nodes of a cluster; <see langword="null"/> in a process that is alone.</param>
    /// <exception cref="ArgumentException">The engine is a cluster's, and there is no command codec or no snapshot codec.</exception>
    public abstract IEntityRegion<TCommand, TState> AddRegion<TState, TCommand, TEvent>(
        EntityDefinition<TState, TCommand, TEvent> definition, EntityOptions? options = null, ICommandCodec<TCommand>? commands = null)
        where TCommand : ICommand;

    /// <summary>Notes how the events of a region's entities add up, and who covers their histories.</summary>
    /// <param name="definition">What its entities are.</param>
    /// <param name="region">Their region in this process.</param>
    private protected void NoteFold<TState, TCommand, TEvent>(EntityDefinition<TState, TCommand, TEvent> definition, EntityRegion<TState, TCommand, TEvent> region)
        where TCommand : ICommand
    {
        Covers.Add(definition.Kind, region);
        if (definition.Kind == EventStreamDecider.Kind)
        {
            Folds.Add(definition.Kind, new MergeFold(DeclaredEventTypes.None));
        }
        else if (definition.Snapshots is { } states)
        {
            Folds.Add(definition.Kind, new DeciderFold<TState, TCommand, TEvent>(definition.Decider, definition.Events, states));
        }
    }

    /// <summary>Which shards this process has now.</summary>
    internal abstract OwnedShards Shards { get; }

    /// <summary>Opens the read models. Whoever opens them closes them, before the engine.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalException">They cannot be used.</exception>
    internal abstract Task<IReadModelStore> OpenReadModelsAsync(CancellationToken cancellationToken);

    /// <summary>Begins to serve: starts what was at work before, or joins the cluster and waits for its shards.</summary>
    /// <param name="work">What the node does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What could not be started, and why.</returns>
    internal virtual Task<IReadOnlyList<(EntityId Pipeline, Refusal Refusal)>> ServeAsync(NodeWork work, CancellationToken cancellationToken) => work.Starter.StartAllAsync();

    /// <summary>Hands everything over to the other nodes; does nothing in a process that is alone.</summary>
    internal virtual Task LeaveAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
