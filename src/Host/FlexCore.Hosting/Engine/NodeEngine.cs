using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;

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

    /// <summary>Completes with the reason when the engine has stopped by itself and acknowledges nothing more.</summary>
    public abstract Task<JournalException> Stopped { get; }

    /// <summary>Adds a region of entities, which lives as long as the engine.</summary>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TEvent">The aggregate's event family.</typeparam>
    /// <param name="definition">What its entities are.</param>
    /// <param name="options">Its bounds; <see langword="null"/> for the configured ones.</param>
    public abstract IEntityRegion<TCommand, TState> AddRegion<TState, TCommand, TEvent>(
        EntityDefinition<TState, TCommand, TEvent> definition, EntityOptions? options = null)
        where TCommand : ICommand;

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
