namespace FlexCore.Application.Cluster;

/// <summary>What a node learns from its heartbeat: whether it is still a member, and whether something has changed.</summary>
/// <param name="Status">Its status; <see langword="null"/> when it has no row any more, which means the same as <see cref="MemberStatus.Down"/>.</param>
/// <param name="MembershipVersion">The membership table's version.</param>
/// <param name="ShardTableVersion">The shard table's version.</param>
/// <param name="At">When, by the table's clock.</param>
public sealed record HeartbeatReply(MemberStatus? Status, long MembershipVersion, long ShardTableVersion, DateTimeOffset At);
