namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Functions that the reference shows together.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Entries">The functions in the reference's order.</param>
internal sealed record FunctionGroup(string Title, IReadOnlyList<FunctionEntry> Entries);
