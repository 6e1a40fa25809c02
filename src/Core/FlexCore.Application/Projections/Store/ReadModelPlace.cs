namespace FlexCore.Application.Projections.Store;

/// <summary>A place in the list of a generation's documents.</summary>
/// <param name="Kind">The kind of the last document seen.</param>
/// <param name="Key">Its key.</param>
public sealed record ReadModelPlace(string Kind, string Key);
