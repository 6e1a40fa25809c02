namespace FlexCore.Simulation.Tests.Checks;

/// <summary>An invariant of the reliability page does not hold.</summary>
internal sealed class InvariantException(string invariant, string what) : Exception($"{invariant}: {what}")
{
    public string Invariant { get; } = invariant;
}
