namespace FlexCore.Api.Cluster;

/// <summary>The cluster as one node sees it.</summary>
/// <param name="Self">The node that answers, as <c>name@incarnation</c>.</param>
/// <param name="Leader">Who leads; left out while nobody is known to.</param>
/// <param name="LeaderEpoch">The leader's epoch.</param>
/// <param name="Serving">Whether the node that answers may acknowledge writes.</param>
/// <param name="MembershipVersion">The version of the membership table.</param>
/// <param name="ShardTableVersion">The version of the shard table.</param>
/// <param name="Shards">How many shards there are.</param>
/// <param name="Unowned">How many of them nobody owns.</param>
/// <param name="Moving">How many of them are owned by another node than they are assigned to.</param>
/// <param name="MembersReadAt">When the members were read, by the database's clock: their heartbeats are as old as they were then.</param>
/// <param name="Members">The members, those that are down too.</param>
internal sealed record ClusterInfo(
    string Self,
    string? Leader,
    long? LeaderEpoch,
    bool Serving,
    long MembershipVersion,
    long ShardTableVersion,
    int Shards,
    int Unowned,
    int Moving,
    DateTimeOffset MembersReadAt,
    IReadOnlyList<MemberInfo> Members);
