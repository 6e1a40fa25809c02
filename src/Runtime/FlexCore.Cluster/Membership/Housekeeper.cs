using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>What the leader does about members whose heartbeats have stopped, and about rows that nobody needs any more.</summary>
/// <remarks>Called by one loop, the leader's.</remarks>
internal sealed class Housekeeper(NodeParts parts, TableReader reader, MembershipWriter writer)
{
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadMembersAsync(cancellationToken) is not { } snapshot)
        {
            return;
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

        var old = snapshot.At - parts.Options.DownRetention;
        if (snapshot.Members.Any(member => member.Status == MemberStatus.Down && member.HeartbeatAt < old))
        {
            await parts.Calls.TryAsync("remove old members", token => parts.Tables.Members.TryRemoveDownAsync(old, snapshot.Version, token), cancellationToken);
        }
    }

    // Whoever could not heartbeat all this time itself may not blame others: after an outage of the database every heartbeat is old.
    private bool IsStale(Member member, MembershipSnapshot snapshot) =>
        member.Id != parts.Self
        && member.Status != MemberStatus.Down
        && snapshot.At - member.HeartbeatAt >= parts.Options.MemberTtl
        && parts.Contact.UnbrokenFor >= parts.Options.MemberTtl;
}
