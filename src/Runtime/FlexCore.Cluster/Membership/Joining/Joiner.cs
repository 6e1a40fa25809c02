using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership.Joining;

/// <summary>Takes a joining node up once it reaches every member that serves, and they reach it.</summary>
/// <remarks>Used once.</remarks>
internal sealed class Joiner(NodeParts parts, TableReader reader, Prober prober, MembershipWriter writer, HintSpreader hints)
{
    private string? _reported;

    /// <summary>Returns when the node is up, or its membership has ended.</summary>
    internal async Task BecomeUpAsync(CancellationToken cancellationToken)
    {
        using var wake = new Wake(parts.Time);
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        using var over = parts.End.Over.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        while (!parts.End.Over.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await reader.ReadMembersAsync(cancellationToken) is { } snapshot && !parts.End.IsOver)
            {
                if (await TryUpAsync(snapshot, cancellationToken))
                {
                    return;
                }
            }

            await wake.WaitAsync(parts.Options.ProbeInterval);
        }
    }

    private async Task<bool> TryUpAsync(MembershipSnapshot snapshot, CancellationToken cancellationToken)
    {
        var self = snapshot.Members.First(member => member.Id == parts.Self);
        if (self.Status != MemberStatus.Joining)
        {
            return true;
        }

        var others = snapshot.Members.Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving).ToList();
        var reached = await Task.WhenAll(others.Select(other => ReachBothWaysAsync(other, self, cancellationToken)));
        var missing = others.Where((_, index) => !reached[index]).ToList();
        if (missing.Count > 0)
        {
            Report(string.Join(", ", missing.Select(member => $"{member.Id} at {member.Address}")));
            await RecoverAsync(snapshot, missing, cancellationToken);
            return false;
        }

        // Everyone who was up in this version was reached; whoever came up since then makes the write fail.
        var written = await parts.Calls.TryAsync("go up", token => parts.Tables.Members.TryUpdateAsync(self with { Status = MemberStatus.Up }, snapshot.Version, token), cancellationToken);
        if (!written.Value)
        {
            return false;
        }

        parts.Log.Up(parts.Self, others.Count + 1);
        await reader.ReadMembersAsync(cancellationToken);
        hints.Spread();
        return true;
    }

    // Said once for each list of names, not once a second.
    private void Report(string missing)
    {
        if (missing != _reported)
        {
            _reported = missing;
            parts.Log.JoinWaits(parts.Self, missing, parts.View.Current.Find(parts.Self)?.Address.ToString() ?? "an unknown address");
        }
    }

    private async Task<bool> ReachBothWaysAsync(Member other, Member self, CancellationToken cancellationToken) =>
        await prober.ReachAsync(other, cancellationToken) && await prober.ReachThroughAsync(other, self, cancellationToken) == true;

    /// <summary>After a disaster the table is full of members that nobody is left to vote out. Then whoever joins may end them, when their heartbeats are far stale.</summary>
    private async Task RecoverAsync(MembershipSnapshot snapshot, List<Member> missing, CancellationToken cancellationToken)
    {
        if (parts.Contact.UnbrokenFor < parts.Options.MemberTtl || !NobodyIsLeft(snapshot))
        {
            return;
        }

        foreach (var id in missing.Select(member => member.Id))
        {
            await writer.ChangeAsync(
                "end a member nobody is left to vote out",
                now => NobodyIsLeft(now) && now.Members.FirstOrDefault(member => member.Id == id) is { Status: not MemberStatus.Down } row ? row with { Status = MemberStatus.Down } : null,
                cancellationToken);
        }
    }

    private bool NobodyIsLeft(MembershipSnapshot snapshot) =>
        snapshot.Members.Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving).All(member => snapshot.At - member.HeartbeatAt >= parts.Options.MemberTtl);
}
