namespace FlexCore.Actors.Entities;

/// <summary>An entity at one version, taken when the version was decided and stored when it is committed.</summary>
/// <param name="State">The state; immutable by the decider's contract.</param>
/// <param name="Version">The version of the last event in it.</param>
/// <param name="Answers">The remembered keys, oldest first.</param>
internal sealed record SnapshotDraft<TState>(TState State, long Version, KeyValuePair<string, RememberedAnswer>[] Answers);
