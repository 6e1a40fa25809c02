namespace FlexCore.Application.Entities;

/// <summary>An entity's committed state at one moment.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <param name="State">The state; the initial state for an entity without events.</param>
/// <param name="Version">The version of the last event in it; 0 for an entity without events.</param>
public readonly record struct EntityView<TState>(TState State, long Version);
