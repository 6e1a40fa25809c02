using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership.Joining;

/// <summary>A node's first row, and the tables as it found them.</summary>
internal sealed record Entrance(NodeId Self, MembershipSnapshot Members, ShardTableSnapshot Shards);
