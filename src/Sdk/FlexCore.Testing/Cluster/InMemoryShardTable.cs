using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;

namespace FlexCore.Testing.Cluster;

/// <summary>The shard table over <see cref="ClusterRows"/>.</summary>
internal sealed class InMemoryShardTable(ClusterRows rows) : IShardTable
{
    public int ShardCount => rows.Shards.Length;

    public ValueTask<ShardTableSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            return new ValueTask<ShardTableSnapshot>(new ShardTableSnapshot(rows.ShardVersion, [.. rows.Shards]));
        }
    }

    public ValueTask<bool> AssignAsync(NamedLease leader, IReadOnlyList<ShardAssignment> assignments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leader);
        ArgumentNullException.ThrowIfNull(assignments);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var assignment in assignments)
        {
            RequireShard(assignment.Shard);
        }

        lock (rows.Gate)
        {
            if (!rows.Leases.TryGetValue(leader.Name, out var row) || row.Lease != leader || row.Released)
            {
                return new ValueTask<bool>(false);
            }

            foreach (var assignment in assignments)
            {
                rows.Shards[assignment.Shard] = rows.Shards[assignment.Shard] with { Assigned = assignment.Node };
            }

            rows.ShardVersion += assignments.Count > 0 ? 1 : 0;
            return new ValueTask<bool>(true);
        }
    }

    public ValueTask<IReadOnlyList<ShardLease>> AcquireAsync(NodeId node, IReadOnlyList<int> shards, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(shards);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var shard in shards)
        {
            RequireShard(shard);
        }

        lock (rows.Gate)
        {
            var leases = new List<ShardLease>();
            foreach (var shard in rows.IsAlive(node) ? shards : [])
            {
                var row = rows.Shards[shard];
                if (row.Assigned == node && (row.Owner is null || row.Owner == node || !rows.IsAlive(row.Owner)))
                {
                    var epoch = rows.RaiseEpoch(row, node);
                    rows.Shards[shard] = row with { Epoch = epoch, Owner = node };
                    leases.Add(new ShardLease(shard, epoch, node.ToString()));
                }
            }

            rows.ShardVersion += leases.Count > 0 ? 1 : 0;
            return new ValueTask<IReadOnlyList<ShardLease>>(leases);
        }
    }

    public ValueTask ReleaseAsync(IReadOnlyList<ShardLease> leases, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leases);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            var released = 0;
            foreach (var lease in leases)
            {
                RequireShard(lease.Shard);
                var row = rows.Shards[lease.Shard];
                if (row.Epoch == lease.Epoch && row.Owner?.ToString() == lease.Owner)
                {
                    rows.Shards[lease.Shard] = row with { Owner = null };
                    released++;
                }
            }

            rows.ShardVersion += released > 0 ? 1 : 0;
            return ValueTask.CompletedTask;
        }
    }

    private void RequireShard(int shard)
    {
        if (shard < 0 || shard >= ShardCount)
        {
            throw new ArgumentOutOfRangeException(nameof(shard), shard, $"There is no shard {shard}: the store has shards 0 to {ShardCount - 1}.");
        }
    }
}
