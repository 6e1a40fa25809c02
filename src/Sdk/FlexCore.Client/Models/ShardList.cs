namespace FlexCore.Client.Models;

/// <summary>Shards of a cluster.</summary>
/// <param name="Version">The version of the shard table.</param>
/// <param name="Shards">The shards, ordered by number.</param>
public sealed record ShardList(long Version, IReadOnlyList<ShardInfo> Shards);
