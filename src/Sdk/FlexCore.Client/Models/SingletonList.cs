namespace FlexCore.Client.Models;

/// <summary>The singletons of a cluster.</summary>
/// <param name="Singletons">The leader first, then the others by name.</param>
public sealed record SingletonList(IReadOnlyList<SingletonInfo> Singletons);
