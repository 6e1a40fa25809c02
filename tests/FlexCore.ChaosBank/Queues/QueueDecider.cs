using FlexCore.Domain;

namespace FlexCore.ChaosBank.Queues;

/// <summary>A queue of ids. It does not look whether an id comes twice or leaves twice: to find that is the checker's affair.</summary>
public sealed class QueueDecider : IDecider<QueueState, QueueCommand, QueueEvent>
{
    /// <summary>The entity kind.</summary>
    public const string Kind = "queue";

    public QueueState Initial { get; } = new([], System.Collections.Immutable.ImmutableDictionary<string, Taking>.Empty);

    public Decision<QueueEvent> Decide(QueueState state, QueueCommand command) => command switch
    {
        Put put => Decision<QueueEvent>.Accept(new WasPut(put.Id, put.Release)),
        Take when state.Waiting.IsEmpty => Decision<QueueEvent>.Refuse("empty", "Nothing waits."),
        Take take => Decision<QueueEvent>.Accept(new WasTaken(state.Waiting[0], take.Taker, take.Request)),
        _ => throw new NotSupportedException($"A queue does not know {command.GetType().Name}."),
    };

    public QueueState Evolve(QueueState state, QueueEvent @event) => @event switch
    {
        WasPut put => state with { Waiting = state.Waiting.Add(put.Id) },
        WasTaken taken => new QueueState(state.Waiting.RemoveAt(0), state.Takings.SetItem(taken.Taker, new Taking(taken.Request, taken.Id))),
        _ => throw new NotSupportedException($"A queue does not know {@event.GetType().Name}."),
    };
}
