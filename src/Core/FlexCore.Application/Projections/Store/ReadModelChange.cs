namespace FlexCore.Application.Projections.Store;

/// <summary>What becomes of a document.</summary>
/// <param name="Key">Which.</param>
/// <param name="Document">Its new content, or <see langword="null"/> when it is deleted.</param>
public readonly record struct ReadModelChange(ReadModelKey Key, StoredReadModel? Document);
