namespace FlexCore.Api.Projections;

/// <summary>A part of the documents of a read model.</summary>
/// <param name="Items">The documents.</param>
/// <param name="Next">What to send as <c>after</c> for the next part; absent at the end.</param>
internal sealed record ReadModelList(IReadOnlyList<ReadModelEntry> Items, string? Next);
