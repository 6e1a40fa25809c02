using FlexCore.Application.Events;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>One kind of entity: its decider and how its events and state are stored.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
/// <param name="Kind">The entity kind, for example <c>pipeline</c>.</param>
/// <param name="Decider">The aggregate.</param>
/// <param name="Events">How its events are stored. Type names beginning with <see cref="SystemEvents.Prefix"/> are refused.</param>
public sealed record EntityDefinition<TState, TCommand, TEvent>(
    string Kind,
    IDecider<TState, TCommand, TEvent> Decider,
    IEventCodec<TEvent> Events)
    where TCommand : ICommand
{
    /// <summary>How its state is stored, or <see langword="null"/> for an aggregate without snapshots: it always replays its whole stream.</summary>
    public ISnapshotCodec<TState>? Snapshots { get; init; }

    /// <summary>
    /// Whether a refused command with an idempotency key leaves an event, so that the key gets the same answer again after a crash. Without it such a command is
    /// decided anew when it comes again, and the versions of a stream count the aggregate's own events only.
    /// </summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool RemembersRefusals { get; init; } = true;

    /// <summary>
    /// Whether the entities of this kind are loaded when their shard starts, so that their timers go on by themselves after a restart of the process and when their shard moves. It reads
    /// the whole kind, so it is for kinds that wait for instants and are not too many.
    /// </summary>
    /// <value>The default value is <see langword="false"/>: an entity is loaded when it is asked.</value>
    public bool RemembersEntities { get; init; }

    /// <summary>
    /// Reads from the committed state what the entity waits for, or <see langword="null"/> for an aggregate without timers. Pure. A timer is
    /// as durable as the state it comes from; after a restart of the process it runs again when the entity is next used, or at once if the kind is remembered
    /// (<see cref="RemembersEntities"/>).
    /// </summary>
    public Func<EntityId, TState, EntityTimer<TCommand>?>? Timer { get; init; }
}
