namespace FlexCore.Api.Cluster;

/// <summary>Shards of the cluster.</summary>
/// <param name="Version">The version of the shard table.</param>
/// <param name="Shards">The shards, ordered by number.</param>
internal sealed record ShardList(long Version, IReadOnlyList<ShardInfo> Shards);
