namespace FlexCore.Application.Projections.Store;

/// <summary>A projection as the store knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Live">The generation that is read.</param>
/// <param name="IsPaused">Whether it stands still because somebody said so.</param>
/// <param name="Definition">The document of a declarative one; empty for one in code.</param>
/// <param name="Generations">All its generations, the oldest first; the live one among them.</param>
public sealed record ProjectionRow(string Name, long Live, bool IsPaused, string Definition, IReadOnlyList<GenerationRow> Generations)
{
    /// <summary>The generation that is read.</summary>
    public GenerationRow LiveGeneration => Generations.First(generation => generation.Id == Live);
}
