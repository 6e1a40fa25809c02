namespace FlexCore.Application.Feed;

/// <summary>Which store a feed belongs to: what a cursor that a client keeps must agree with.</summary>
/// <param name="Id">Given once, when the store is created.</param>
/// <param name="RestoreEpoch">How often the store came out of a backup, as far as it was told.</param>
public sealed record StoreIdentity(Guid Id, long RestoreEpoch);
