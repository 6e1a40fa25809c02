namespace FlexCore.Client.Models;

/// <summary>A projection: what makes documents out of events.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>faulted</c> or <c>unknown</c>.</param>
/// <param name="Origin"><c>built-in</c>, <c>code</c>, <c>declared</c> or <c>stored</c>.</param>
/// <param name="Summary">One line about it.</param>
/// <param name="Live">The generation that is read.</param>
/// <param name="Lag">How many events it has not passed.</param>
/// <param name="Applied">How many events have had an effect.</param>
/// <param name="Parked">How many events wait because it cannot take them.</param>
/// <param name="Generations">All its generations, the oldest first.</param>
public sealed record ProjectionInfo(
    string Name, string State, string Origin, string Summary, long Live, long Lag, long Applied, long Parked, IReadOnlyList<GenerationInfo> Generations)
{
    /// <summary>The document of a declared projection.</summary>
    public string? Definition { get; init; }
}
