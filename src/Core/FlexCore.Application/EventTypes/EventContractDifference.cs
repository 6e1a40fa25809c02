namespace FlexCore.Application.EventTypes;

/// <summary>One version of a type that is not what its contract says.</summary>
/// <param name="Title">Which one, for example <c>type OrderPlaced v2</c>.</param>
/// <param name="Removed">Lines that only the contract has; all of them when the version is not declared any more.</param>
/// <param name="Added">Lines that only the declaration has; all of them when the version has no contract.</param>
public sealed record EventContractDifference(string Title, IReadOnlyList<string> Removed, IReadOnlyList<string> Added);
