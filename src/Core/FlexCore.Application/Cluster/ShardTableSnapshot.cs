namespace FlexCore.Application.Cluster;

/// <summary>The shard table at one version.</summary>
/// <param name="Version">Grows with every assignment, take-over and release.</param>
/// <param name="Rows">One row per shard, ordered by number.</param>
public sealed record ShardTableSnapshot(long Version, IReadOnlyList<ShardRow> Rows);
