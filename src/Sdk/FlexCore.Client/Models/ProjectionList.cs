namespace FlexCore.Client.Models;

/// <summary>All projections.</summary>
/// <param name="Projections">The projections, by name.</param>
public sealed record ProjectionList(IReadOnlyList<ProjectionInfo> Projections)
{
    /// <summary>Where people find the read models with SQL; <see langword="null"/> from an older node.</summary>
    public ReadModelSource? ReadModels { get; init; }
}
