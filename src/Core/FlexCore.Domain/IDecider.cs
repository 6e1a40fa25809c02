namespace FlexCore.Domain;

/// <summary>
/// An aggregate as three pure members. No clock, no I/O, no logger, no randomness: time and ids come in with the command, so the
/// same state and command give the same events on every machine, today and in a replay.
/// </summary>
/// <typeparam name="TState">Immutable state.</typeparam>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
/// <remarks>Source: J. Chassaing, "Functional Event Sourcing Decider" (2021). Implementations must be stateless and thread-safe.</remarks>
public interface IDecider<TState, in TCommand, TEvent>
    where TCommand : ICommand
{
    /// <summary>The state before the first event.</summary>
    TState Initial { get; }

    /// <summary>Decides what a command causes in a state.</summary>
    /// <param name="state">The newest state.</param>
    /// <param name="command">The request.</param>
    /// <returns>The events that happened, or a refusal.</returns>
    Decision<TEvent> Decide(TState state, TCommand command);

    /// <summary>Applies one event. Must accept every event this aggregate has ever stored.</summary>
    /// <param name="state">The state before the event.</param>
    /// <param name="event">What happened.</param>
    /// <returns>The state after the event.</returns>
    TState Evolve(TState state, TEvent @event);
}
