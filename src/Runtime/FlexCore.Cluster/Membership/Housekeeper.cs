using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>What the leader does about members whose heartbeats have stopped, and about rows that nobody needs any more.</summary>
/// <remarks>Called by one loop, the leader's.</remarks>
internal sealed class Housekeeper(NodeParts parts, TableReader reader, MembershipWriter writer)
{
    /// <summary>How many members that are down stay in the table at most: a node that crashes every few seconds must not make every read longer and longer.</summary>
    internal const int DownMax = 100;

    /// <summary>Looks once.</summary>
    /// <returns>When to look again: as soon as the oldest heartbeat would be too old, and at least every other heartbeat.</returns>
    internal async Task<TimeSpan> SweepAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadMembersAsync(cancellationToken) is not { } snapshot)
        {
            return parts.Options.RetryDelay;
        }

        foreach (var member in snapshot.Members.Where(member => IsStale(member, snapshot)))
        {
            var outcome = await writer.ChangeAsync(
                "declare a member down",
                now => now.Members.FirstOrDefault(row => row.Id == member.Id) is { } row && IsStale(row, now) ? row with { Status = MemberStatus.Down } : null,
                cancellationToken);
            if (outcome == WriteOutcome.Written)
            {
                parts.Log.DeclaredStale(member.Id, (snapshot.At - member.HeartbeatAt).TotalSeconds);
            }
        }

        var old = OldBefore(snapshot, parts.Options.DownRetention);
        if (snapshot.Members.Any(member => member.Status == MemberStatus.Down && member.HeartbeatAt < old))
        {
            await parts.Calls.TryAsync("remove old members", token => parts.Tables.Members.TryRemoveDownAsync(old, snapshot.Version, token), cancellationToken);
        }

        return NextLook(snapshot, parts.Self, parts.Options);
    }

    /// <summary>How long nothing can be too old that is not now. A member that is too old already and may not be blamed is looked at in the usual rhythm.</summary>
    internal static TimeSpan NextLook(MembershipSnapshot snapshot, NodeId self, ClusterOptions options)
    {
        var usual = options.HeartbeatInterval * 2;
        var left = snapshot.Members
            .Where(member => member.Id != self && member.Status != MemberStatus.Down)
            .Select(member => options.MemberTtl - (snapshot.At - member.HeartbeatAt))
            .Where(static left => left > TimeSpan.Zero)
            .DefaultIfEmpty(usual).Min();
        return left < usual ? left : usual;
    }

    /// <summary>The heartbeat before which a member that is down is forgotten: by age, or because there are too many younger ones.</summary>
    internal static DateTimeOffset OldBefore(MembershipSnapshot snapshot, TimeSpan retention)
    {
        var byAge = snapshot.At - retention;
        var surplus = snapshot.Members.Where(static member => member.Status == MemberStatus.Down).Select(static member => member.HeartbeatAt).OrderDescending().ElementAtOrDefault(DownMax - 1);
        return surplus > byAge ? surplus : byAge;
    }

    // Whoever could not heartbeat all this time itself may not blame others: after an outage of the database every heartbeat is old.
    private bool IsStale(Member member, MembershipSnapshot snapshot) =>
        member.Id != parts.Self
        && member.Status != MemberStatus.Down
        && snapshot.At - member.HeartbeatAt >= parts.Options.MemberTtl
        && parts.Contact.UnbrokenFor >= parts.Options.MemberTtl;
}
