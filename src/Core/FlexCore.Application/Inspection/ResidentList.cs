namespace FlexCore.Application.Inspection;

/// <summary>Entities in memory.</summary>
/// <param name="Total">How many match, shown or not.</param>
/// <param name="Entities">The first of them.</param>
public sealed record ResidentList(int Total, IReadOnlyList<ResidentEntity> Entities);
