namespace FlexCore.Streams.Tests.Expressions.Node;

/// <summary>One expression of the comparison.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Ours">Our result where it differs from node's; null where both are the same.</param>
/// <param name="Reason">Why it differs.</param>
internal sealed record NodeCase(string Expression, string? Ours, string? Reason);
