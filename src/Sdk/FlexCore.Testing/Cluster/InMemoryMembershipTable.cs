using FlexCore.Application.Cluster;

namespace FlexCore.Testing.Cluster;

/// <summary>The membership table over <see cref="ClusterRows"/>.</summary>
internal sealed class InMemoryMembershipTable(ClusterRows rows) : IMembershipTable
{
    public ValueTask<MembershipSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            return new ValueTask<MembershipSnapshot>(new MembershipSnapshot(rows.MembershipVersion, [.. rows.Members.Values], rows.Now));
        }
    }

    public ValueTask<bool> TryInsertAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(member);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            if (expectedVersion != rows.MembershipVersion || member.Id.Incarnation <= rows.LastIncarnation(member.Id.Name))
            {
                return new ValueTask<bool>(false);
            }

            rows.Put(member with { StartedAt = rows.Now, HeartbeatAt = rows.Now });
            rows.MembershipVersion++;
            return new ValueTask<bool>(true);
        }
    }

    public ValueTask<bool> TryUpdateAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(member);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            if (expectedVersion != rows.MembershipVersion || !rows.IsAlive(member.Id) || rows.Find(member.Id) is not { } row)
            {
                return new ValueTask<bool>(false);
            }

            rows.Put(member with { StartedAt = row.StartedAt, HeartbeatAt = row.HeartbeatAt });
            rows.MembershipVersion++;
            return new ValueTask<bool>(true);
        }
    }

    public ValueTask<bool> TryRemoveDownAsync(DateTimeOffset downBefore, long expectedVersion, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            if (expectedVersion != rows.MembershipVersion)
            {
                return new ValueTask<bool>(false);
            }

            var old = rows.Members.Where(entry => entry.Value.Status == MemberStatus.Down && entry.Value.HeartbeatAt < downBefore).Select(entry => entry.Key).ToList();
            old.ForEach(key => rows.Members.Remove(key));
            rows.MembershipVersion += old.Count > 0 ? 1 : 0;
            return new ValueTask<bool>(true);
        }
    }

    public ValueTask<long> NextIncarnationAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            return new ValueTask<long>(rows.LastIncarnation(name) + 1);
        }
    }

    public ValueTask<HeartbeatReply> HeartbeatAsync(NodeId node, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            var row = rows.Find(node);
            if (row is { Status: not MemberStatus.Down })
            {
                rows.Put(row with { HeartbeatAt = rows.Now });
            }

            return new ValueTask<HeartbeatReply>(new HeartbeatReply(row?.Status, rows.MembershipVersion, rows.ShardVersion, rows.Now));
        }
    }
}
