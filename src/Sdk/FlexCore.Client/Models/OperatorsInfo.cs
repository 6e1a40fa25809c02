namespace FlexCore.Client.Models;

/// <summary>The operators of a stream at work.</summary>
/// <param name="Items">Source first, sinks last.</param>
public sealed record OperatorsInfo(IReadOnlyList<OperatorInfo> Items);
