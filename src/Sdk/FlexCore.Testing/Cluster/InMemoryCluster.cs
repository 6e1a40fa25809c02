using FlexCore.Application.Cluster;
using FlexCore.Testing.Storage;

namespace FlexCore.Testing.Cluster;

/// <summary>The three tables of a cluster in memory: what its nodes agree on, for tests.</summary>
/// <remarks>
/// They keep the contracts of the ports but for durability, and pass the same conformance suites as the PostgreSQL store. The clock that is given takes the place
/// of the database's clock. Thread-safe.
/// </remarks>
public sealed class InMemoryCluster
{
    private readonly ClusterRows _rows;

    /// <summary>Creates empty tables with epochs of their own.</summary>
    /// <param name="shardCount">The number of shards.</param>
    /// <param name="time">The tables' clock.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shardCount"/> is below 1.</exception>
    public InMemoryCluster(int shardCount, TimeProvider time)
        : this(new ClusterRows(shardCount, time, raiseEpoch: null))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        ArgumentNullException.ThrowIfNull(time);
    }

    /// <summary>Creates empty tables whose take-overs fence the journal of a store.</summary>
    /// <param name="store">The store that the nodes share.</param>
    /// <param name="time">The tables' clock.</param>
    public InMemoryCluster(InMemoryStore store, TimeProvider time)
        : this(RowsOver(store, time))
    {
    }

    private InMemoryCluster(ClusterRows rows)
    {
        _rows = rows;
        Members = new InMemoryMembershipTable(rows);
        Shards = new InMemoryShardTable(rows);
        Leases = new InMemoryLeaseTable(rows);
    }

    /// <summary>Who is a member.</summary>
    public IMembershipTable Members { get; }

    /// <summary>Who owns each shard.</summary>
    public IShardTable Shards { get; }

    /// <summary>The leader's lease and those of the singletons.</summary>
    public ILeaseTable Leases { get; }

    /// <summary>Takes a member's row away, as somebody with a database console might. Raises the version.</summary>
    /// <param name="id">The member.</param>
    public void DeleteMember(NodeId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_rows.Gate)
        {
            _rows.Members.Remove((id.Name, id.Incarnation));
            _rows.MembershipVersion++;
        }
    }

    private static ClusterRows RowsOver(InMemoryStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        return new ClusterRows(store.Leases.ShardCount, time, (shard, owner) => store.RaiseEpoch(shard, owner));
    }
}
