using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership.Voting;

/// <summary>What a vote does to a row. Pure: the same rows give the same decision on every node.</summary>
internal static class VoteRules
{
    /// <summary>How many votes end a member: never more than there are members to vote.</summary>
    /// <param name="snapshot">The rows.</param>
    /// <param name="suspect">The member in question.</param>
    /// <param name="votes">The configured number.</param>
    /// <param name="staleAfter">
    /// How old a heartbeat makes its node no voter any more, or <see langword="null"/> when that may not be judged, because the judge itself could not heartbeat all the
    /// time. Without this rule two nodes that die at once could never be voted out by the third.
    /// </param>
    internal static int Needed(MembershipSnapshot snapshot, NodeId suspect, int votes, TimeSpan? staleAfter)
    {
        var voters = snapshot.Members.Count(member =>
            MayVote(member) && member.Id != suspect && (staleAfter is not { } limit || snapshot.At - member.HeartbeatAt < limit));
        return Math.Clamp(votes, 1, Math.Max(1, voters));
    }

    /// <summary>The row of a suspect after a vote, or <see langword="null"/> when the vote changes nothing.</summary>
    internal static Member? Cast(MembershipSnapshot snapshot, NodeId self, NodeId suspect, ClusterOptions options, TimeSpan? staleAfter)
    {
        var row = snapshot.Members.FirstOrDefault(member => member.Id == suspect);
        if (row is null or { Status: MemberStatus.Down } || suspect == self || !snapshot.Members.Any(member => member.Id == self && MayVote(member)))
        {
            return null;
        }

        var live = Live(snapshot, row, options.VoteTtl);
        var hasVoted = live.Any(vote => vote.By == self);
        var votes = hasVoted ? live : [.. live, new Suspicion(self, snapshot.At)];
        if (votes.Count >= Needed(snapshot, suspect, options.Votes, staleAfter))
        {
            return row with { Status = MemberStatus.Down, Suspicions = [.. votes] };
        }

        return hasVoted ? null : row with { Suspicions = [.. votes] };
    }

    /// <summary>The row of a member after its voter has reached it again, or <see langword="null"/> when there is no vote to take back.</summary>
    internal static Member? Withdraw(MembershipSnapshot snapshot, NodeId self, NodeId suspect)
    {
        var row = snapshot.Members.FirstOrDefault(member => member.Id == suspect);
        return row is null or { Status: MemberStatus.Down } || !HasVote(row, self)
            ? null
            : row with { Suspicions = [.. row.Suspicions.Where(vote => vote.By != self)] };
    }

    internal static bool HasVote(Member row, NodeId voter) => !row.Suspicions.IsDefaultOrEmpty && row.Suspicions.Any(vote => vote.By == voter);

    // The votes of members that have ended meanwhile, and old ones, count no more.
    private static List<Suspicion> Live(MembershipSnapshot snapshot, Member row, TimeSpan ttl) =>
    [
        .. (row.Suspicions.IsDefault ? [] : row.Suspicions)
            .Where(vote => snapshot.At - vote.At < ttl && snapshot.Members.Any(member => member.Id == vote.By && MayVote(member))),
    ];

    private static bool MayVote(Member member) => member.Status is MemberStatus.Up or MemberStatus.Leaving;
}
