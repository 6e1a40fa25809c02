using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>A cluster at one moment.</summary>
/// <param name="Cluster">Members and leader.</param>
/// <param name="Shards">The shards; those of an earlier moment while their table's version has not changed.</param>
internal sealed record ClusterPicture(ClusterInfo Cluster, ShardList Shards);
