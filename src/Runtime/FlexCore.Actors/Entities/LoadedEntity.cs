namespace FlexCore.Actors.Entities;

/// <summary>An entity as its history says it is.</summary>
/// <param name="State">The state after the last event.</param>
/// <param name="Version">The version of the last event; 0 for an entity without events.</param>
/// <param name="SnapshotVersion">The version of the snapshot it came from; 0 without one.</param>
/// <param name="Answers">The remembered keys, or <see langword="null"/> when there are none.</param>
internal sealed record LoadedEntity<TState>(TState State, long Version, long SnapshotVersion, AnswerMemory? Answers);
