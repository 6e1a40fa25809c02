namespace FlexCore.Client.Models;

/// <summary>A part of the documents of a read model.</summary>
/// <param name="Items">The documents.</param>
/// <param name="Next">Where the next part begins; <see langword="null"/> at the end.</param>
public sealed record ReadModelList(IReadOnlyList<ReadModelInfo> Items, string? Next);
