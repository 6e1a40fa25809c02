using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership.Voting;

/// <summary>Who probes whom: each member its successors in the ring of names, so that every member is watched by as many.</summary>
internal static class ProbeRing
{
    /// <summary>The members that a node probes.</summary>
    /// <param name="members">All rows, in the table's order.</param>
    /// <param name="self">Who probes.</param>
    /// <param name="count">How many successors.</param>
    /// <returns>Its next successors that serve, and every serving member that somebody suspects: a second vote must not wait for a neighbour.</returns>
    internal static IReadOnlyList<Member> Targets(IReadOnlyList<Member> members, NodeId self, int count)
    {
        var ring = members.Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving || member.Id == self).ToList();
        var at = ring.FindIndex(member => member.Id == self);
        if (at < 0)
        {
            return [];
        }

        var successors = Enumerable.Range(1, Math.Min(count, ring.Count - 1)).Select(step => ring[(at + step) % ring.Count]);
        return [.. successors.Concat(ring.Where(member => !member.Suspicions.IsDefaultOrEmpty && member.Id != self)).DistinctBy(member => member.Id)];
    }
}
