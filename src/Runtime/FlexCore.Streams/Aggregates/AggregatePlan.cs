namespace FlexCore.Streams.Aggregates;

/// <summary>One aggregate of a window or group: <c>p95: "quantile(bytes, 0.95)"</c>.</summary>
/// <param name="Name">The output field, here <c>p95</c>.</param>
/// <param name="Function">The function, here <c>quantile</c>.</param>
/// <param name="Arguments">The arguments in order; <c>count()</c> has none, and <c>count(status &gt;= 500)</c> has the condition's cell.</param>
internal sealed record AggregatePlan(string Name, string Function, IReadOnlyList<AggregateArgument> Arguments)
{
    /// <summary>Means that the step knows no event time.</summary>
    public const int NoTime = -1;

    /// <summary>The cell with the event time, for <c>first</c> and <c>last</c> in a window; every row that reaches an aggregate has a valid one.</summary>
    public int TimeSlot { get; init; } = NoTime;
}
