namespace FlexCore.Streams.Aggregates;

/// <summary>One aggregate of a window or group: <c>p95: "quantile(bytes, 0.95)"</c>.</summary>
/// <param name="Name">The output field, here <c>p95</c>.</param>
/// <param name="Function">The function, here <c>quantile</c>.</param>
/// <param name="Arguments">The arguments in order; <c>count()</c> has none, and <c>count(status &gt;= 500)</c> has the condition's cell.</param>
internal sealed record AggregatePlan(string Name, string Function, IReadOnlyList<AggregateArgument> Arguments);
