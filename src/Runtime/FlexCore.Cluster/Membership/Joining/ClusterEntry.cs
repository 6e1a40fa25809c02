using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership.Joining;

/// <summary>Puts a node into the membership table, as joining, with an incarnation of its own.</summary>
/// <remarks>Used once. While the database does not answer, it waits and tries again.</remarks>
internal sealed class ClusterEntry(MemberProfile profile, ClusterOptions options, TimeProvider time, ClusterTables tables, IMemberProbe probe, TableCalls calls, ClusterLog log)
{
    private OldLife? _old;

    /// <summary>Enters.</summary>
    /// <exception cref="ClusterJoinException">A member that serves speaks no common protocol version, or a living node has the same name.</exception>
    internal async Task<Entrance> EnterAsync(CancellationToken cancellationToken)
    {
        using var wake = new Wake(time);
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryEnterAsync(cancellationToken) is { } entrance)
            {
                log.Entered(entrance.Self, profile.Address);
                return entrance;
            }

            await wake.WaitAsync(options.RetryDelay);
        }
    }

    private async Task<Entrance?> TryEnterAsync(CancellationToken cancellationToken)
    {
        var read = await calls.TryAsync("read the membership table", tables.Members.ReadAsync, cancellationToken);
        if (!read.Succeeded)
        {
            return null;
        }

        RequireCommonProtocol(read.Value);
        if (read.Value.Members.FirstOrDefault(member => member.Id.Name == profile.Name && member.Status != MemberStatus.Down) is { } old)
        {
            await EndOldLifeAsync(old, read.Value, cancellationToken);
            return null;
        }

        var incarnation = await calls.TryAsync("read an incarnation", token => tables.Members.NextIncarnationAsync(profile.Name, token), cancellationToken);
        if (!incarnation.Succeeded)
        {
            return null;
        }

        // A row whose insert is unknown is met in the next round as an older life of this name, and ended there.
        var member = profile.ToMember(incarnation.Value);
        var written = await calls.TryAsync("join", token => tables.Members.TryInsertAsync(member, read.Value.Version, token), cancellationToken);
        if (!written.Value)
        {
            return null;
        }

        var members = await calls.TryAsync("read the membership table", tables.Members.ReadAsync, cancellationToken);
        var shards = await calls.TryAsync("read the shard table", tables.Shards.ReadAsync, cancellationToken);
        return members.Succeeded && shards.Succeeded ? new Entrance(member.Id, members.Value, shards.Value) : null;
    }

    private void RequireCommonProtocol(MembershipSnapshot snapshot)
    {
        if (snapshot.Members.FirstOrDefault(member =>
            member.Status is MemberStatus.Up or MemberStatus.Leaving && member.Protocols.CommonWith(profile.Protocols) is null) is { } other)
        {
            throw new ClusterJoinException(
                $"Node '{profile.Name}' (version {profile.Version}) speaks versions {profile.Protocols.Lowest} to {profile.Protocols.Highest} of the wire protocol, "
                + $"but member {other.Id} (version {other.Version}) speaks {other.Protocols.Lowest} to {other.Protocols.Highest}. "
                + "Upgrade one version at a time, so that neighbours have one in common.");
        }
    }

    private async Task EndOldLifeAsync(Member old, MembershipSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (_old?.Id != old.Id)
        {
            _old = new OldLife(old, time);
        }

        using var limit = new CancellationTokenSource(options.ProbeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answers = await probe.ProbeAsync(old, new TableVersions(0, 0), either.Token) is { } reply && reply.From == old.Id;
        if (answers || _old.HasMoved(old))
        {
            throw new ClusterJoinException(
                $"The name '{profile.Name}' is taken: {old.Id} at {old.Address} lives{(answers ? "" : ", although it does not answer from here")}. "
                + $"Give this node another name ({ClusterOptions.Section}.node-name), or stop the other one first.");
        }

        // A node that lives heartbeats once in an interval, and the database was there to take it all that time.
        if (_old.WasWatchedFor(options.HeartbeatInterval * 2))
        {
            var written = await calls.TryAsync("end an older life", token => tables.Members.TryUpdateAsync(old with { Status = MemberStatus.Down }, snapshot.Version, token), cancellationToken);
            if (written.Value)
            {
                log.OldLifeEnded(profile.Name, old.Id);
            }
        }
    }
}
