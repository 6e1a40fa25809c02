using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>Reads the tables when somebody knows of a newer version than this node, and whoever else needs a fresh look.</summary>
/// <remarks>One loop; <see cref="Learn"/> and the reads may be called from anywhere. Without news it reads nothing.</remarks>
internal sealed class TableReader(NodeParts parts) : IDisposable
{
    private readonly Wake _wake = new(parts.Time);
    private long _wantedMembers;
    private long _wantedShards;

    /// <summary>Hears of versions, from a heartbeat or from another node.</summary>
    internal void Learn(TableVersions versions)
    {
        var known = parts.View.Versions;
        if (versions.Members > known.Members || versions.Shards > known.Shards)
        {
            Raise(ref _wantedMembers, versions.Members);
            Raise(ref _wantedShards, versions.Shards);
            _wake.Set();
        }
    }

    /// <summary>Asks for one look at the shard table, whatever its version. Many calls make one.</summary>
    internal void RefreshShards()
    {
        Raise(ref _wantedShards, parts.View.Versions.Shards + 1);
        _wake.Set();
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), _wake);
        while (!cancellationToken.IsCancellationRequested)
        {
            var known = parts.View.Versions;
            var failed = false;

            // What is wanted is forgotten before the read: a version that the tables do not have, heard from a stranger, is looked for once and not for ever.
            if (Interlocked.Exchange(ref _wantedMembers, 0) is var members && members > known.Members && await ReadMembersAsync(cancellationToken) is null)
            {
                Raise(ref _wantedMembers, members);
                failed = true;
            }

            if (Interlocked.Exchange(ref _wantedShards, 0) is var shards && shards > known.Shards && await ReadShardsAsync(cancellationToken) is null)
            {
                Raise(ref _wantedShards, shards);
                failed = true;
            }

            await _wake.WaitAsync(failed ? parts.Options.RetryDelay : Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Reads the membership table now and ends the node when it is down there.</summary>
    internal async Task<MembershipSnapshot?> ReadMembersAsync(CancellationToken cancellationToken)
    {
        var reply = await parts.Calls.TryAsync("read the membership table", parts.Tables.Members.ReadAsync, cancellationToken);
        if (!reply.Succeeded)
        {
            return null;
        }

        parts.View.Offer(reply.Value);
        var self = reply.Value.Members.FirstOrDefault(member => member.Id == parts.Self);
        if (self is null or { Status: MemberStatus.Down })
        {
            parts.End.Set(Exits.DeclaredDown(parts.Self, self));
        }

        return reply.Value;
    }

    internal async Task<ShardTableSnapshot?> ReadShardsAsync(CancellationToken cancellationToken)
    {
        var reply = await parts.Calls.TryAsync("read the shard table", parts.Tables.Shards.ReadAsync, cancellationToken);
        if (!reply.Succeeded)
        {
            return null;
        }

        parts.View.Offer(reply.Value);
        return reply.Value;
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private static void Raise(ref long wanted, long version)
    {
        long seen;
        do
        {
            seen = Volatile.Read(ref wanted);
        }
        while (seen < version && Interlocked.CompareExchange(ref wanted, version, seen) != seen);
    }
}
