using FlexCore.Application.Cluster;

namespace FlexCore.Api.Cluster;

/// <summary>The singletons of a cluster.</summary>
/// <param name="Singletons">The leader first, then the others by name.</param>
internal sealed record SingletonPage(IReadOnlyList<SingletonFacts> Singletons);
