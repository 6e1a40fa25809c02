using FlexCore.Application.Projections;

namespace FlexCore.Api.Projections;

/// <summary>All projections.</summary>
/// <param name="Projections">The projections, by name.</param>
/// <param name="ReadModels">Where people find the read models with SQL.</param>
internal sealed record ProjectionList(IReadOnlyList<ProjectionView> Projections, ReadModelSource ReadModels);
