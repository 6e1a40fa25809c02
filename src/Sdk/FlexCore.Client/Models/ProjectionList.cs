namespace FlexCore.Client.Models;

/// <summary>All projections.</summary>
/// <param name="Projections">The projections, by name.</param>
public sealed record ProjectionList(IReadOnlyList<ProjectionInfo> Projections);
