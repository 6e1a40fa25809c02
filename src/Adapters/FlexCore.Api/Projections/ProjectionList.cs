using FlexCore.Application.Projections;

namespace FlexCore.Api.Projections;

/// <summary>All projections.</summary>
/// <param name="Projections">The projections, by name.</param>
internal sealed record ProjectionList(IReadOnlyList<ProjectionView> Projections);
