namespace FlexCore.Streams.Operators;

/// <summary>An operator that waits on purpose.</summary>
internal interface IPacedOperator
{
    /// <summary>The most records that travel together behind the source of a graph with such an operator, as a part of a second.</summary>
    const double Portion = 0.1;

    /// <summary>Called once, before the first rows.</summary>
    /// <param name="clock">Measures the waits.</param>
    /// <param name="hurry">Set when the run is drained: nothing waits any more.</param>
    void Pace(TimeProvider clock, CancellationToken hurry);
}
