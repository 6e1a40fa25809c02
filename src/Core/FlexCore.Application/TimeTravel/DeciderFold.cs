using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Domain;

namespace FlexCore.Application.TimeTravel;

/// <summary>The state of an aggregate by its own decider: what it knew when it decided.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
/// <param name="decider">The aggregate.</param>
/// <param name="events">How its events are stored.</param>
/// <param name="states">How its state is written.</param>
public sealed class DeciderFold<TState, TCommand, TEvent>(IDecider<TState, TCommand, TEvent> decider, IEventCodec<TEvent> events, ISnapshotCodec<TState> states) : StreamFold
    where TCommand : ICommand
{
    /// <inheritdoc/>
    public override string Shape { get; } = $"{states.Type}.v{states.SchemaVersion}";

    /// <inheritdoc/>
    public override object Begin() => Boxed(decider.Initial);

    /// <inheritdoc/>
    public override object Apply(object state, RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var stored = recorded.Stored;
        return SystemEvents.Contains(stored.Type) ? state : Boxed(decider.Evolve((TState)state, events.Decode(stored.Type, stored.SchemaVersion, stored.Payload)));
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(object state) => states.Encode((TState)state);

    /// <inheritdoc/>
    public override object Decode(ReadOnlyMemory<byte> state) => Boxed(states.Decode(state));

    private static object Boxed(TState state) => state ?? throw new InvalidOperationException($"A state of {typeof(TState).Name} is null.");
}
