using FlexCore.Application.Cluster;

namespace FlexCore.Cluster;

/// <summary>The tables that the nodes share.</summary>
/// <param name="Members">Who is a member.</param>
/// <param name="Shards">Who owns each shard.</param>
/// <param name="Leases">The leader's lease and those of the singletons.</param>
public sealed record ClusterTables(IMembershipTable Members, IShardTable Shards, ILeaseTable Leases);
