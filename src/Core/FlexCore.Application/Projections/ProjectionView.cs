namespace FlexCore.Application.Projections;

/// <summary>A projection as people see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>faulted</c>, or <c>unknown</c> when this node has no code for what is stored.</param>
/// <param name="Origin"><c>built-in</c>, <c>code</c>, <c>declared</c>, or <c>stored</c> when only its documents are known.</param>
/// <param name="Summary">One line about it; empty when it says nothing.</param>
/// <param name="Live">The generation that is read.</param>
/// <param name="Lag">How many events of the store it has not passed.</param>
/// <param name="Applied">How many events have had an effect.</param>
/// <param name="Parked">How many events wait because it cannot take them.</param>
/// <param name="Generations">All its generations, the oldest first.</param>
public sealed record ProjectionView(
    string Name, string State, string Origin, string Summary, long Live, long Lag, long Applied, long Parked, IReadOnlyList<GenerationView> Generations)
{
    /// <summary>The document of a declarative projection.</summary>
    public string? Definition { get; init; }
}
