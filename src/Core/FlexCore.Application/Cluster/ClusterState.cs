namespace FlexCore.Application.Cluster;

/// <summary>The cluster as one node sees it. Immutable; a later one never has an older version of either table.</summary>
/// <param name="Self">The node itself.</param>
/// <param name="Membership">The members.</param>
/// <param name="Shards">The shards.</param>
/// <param name="Leader">Who leads, or <see langword="null"/> while nobody is known to.</param>
/// <param name="IsServing">Whether this node may acknowledge writes: it is up or leaving, and its last heartbeat is recent.</param>
public sealed record ClusterState(NodeId Self, MembershipSnapshot Membership, ShardTableSnapshot Shards, NamedLease? Leader, bool IsServing)
{
    /// <summary>Whether this node leads.</summary>
    public bool IsLeader => Leader is { } leader && leader.Owner == Self;

    /// <summary>The members that serve: those that are up or leaving.</summary>
    public IEnumerable<Member> Serving => Membership.Members.Where(static member => member.Status is MemberStatus.Up or MemberStatus.Leaving);

    /// <summary>The row of a member, or <see langword="null"/>.</summary>
    /// <param name="id">The member.</param>
    public Member? Find(NodeId id) => Membership.Members.FirstOrDefault(member => member.Id == id);
}
