namespace FlexCore.Cluster.Membership;

/// <summary>How new a node's knowledge is. Travels with probes, so that a change is known everywhere after one probe and not after one heartbeat.</summary>
/// <param name="Members">The membership table's version.</param>
/// <param name="Shards">The shard table's version.</param>
public readonly record struct TableVersions(long Members, long Shards);
