namespace FlexCore.Application.Projections;

/// <summary>A part of the list of documents.</summary>
/// <param name="Items">The documents.</param>
/// <param name="Next">Where the next part begins; <see langword="null"/> when there is none.</param>
public sealed record ReadModelPage(IReadOnlyList<ReadModelView> Items, string? Next);
