namespace FlexCore.Api.Problems;

/// <summary>One row of the problem table.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it means, the same for every occurrence.</param>
internal sealed record ProblemEntry(string Code, int Status, string Title);
