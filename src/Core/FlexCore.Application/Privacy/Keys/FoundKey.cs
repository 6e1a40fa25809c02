namespace FlexCore.Application.Privacy.Keys;

/// <summary>What is known of a person's key.</summary>
/// <param name="Key">The key, owned by who asked; <see langword="null"/> when there is none.</param>
/// <param name="IsForgotten">Whether there was one and it was destroyed.</param>
internal readonly record struct FoundKey(DataKey? Key, bool IsForgotten);
