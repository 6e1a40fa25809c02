namespace FlexCore.Client.Models;

/// <summary>The operators of a stream at work. The difference of two readings gives rates and shares.</summary>
/// <param name="At">When the figures were taken, UTC.</param>
/// <param name="Operators">Source first, sinks last.</param>
/// <param name="Lag">How far the run is behind.</param>
public sealed record OperatorsInfo(DateTimeOffset At, IReadOnlyList<OperatorInfo> Operators, LagInfo Lag);
