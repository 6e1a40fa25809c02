namespace FlexCore.Application.Cluster;

/// <summary>Where a shard lives.</summary>
/// <param name="Version">The version of the locator's knowledge.</param>
/// <param name="Owner">The owner, when it is known and serves; <see langword="null"/> while the shard moves or waits for an owner.</param>
/// <param name="IsLocal">Whether the owner is this node.</param>
public readonly record struct ShardLocation(long Version, Member? Owner, bool IsLocal);
