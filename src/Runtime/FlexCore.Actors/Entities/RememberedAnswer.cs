using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>What a command with an idempotency key was answered.</summary>
/// <param name="Version">The version in the answer.</param>
/// <param name="Refusal">The refusal in the answer, or <see langword="null"/>.</param>
internal readonly record struct RememberedAnswer(long Version, Refusal? Refusal);
