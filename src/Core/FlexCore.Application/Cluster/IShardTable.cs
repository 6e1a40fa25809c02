using FlexCore.Application.Journal;

namespace FlexCore.Application.Cluster;

/// <summary>Who owns each shard and who should. The owner's epoch fences the journal.</summary>
/// <remarks>
/// The leader assigns; an owner whose shard is assigned elsewhere drains and releases it; the assigned node takes it when it is free. A take-over raises the
/// epoch, so that whatever the old owner still believes, it writes no more. Thread-safe.
/// </remarks>
public interface IShardTable
{
    /// <summary>The fixed number of shards, chosen when the store was created.</summary>
    int ShardCount { get; }

    /// <summary>Reads everything, consistent as of one version.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The table cannot be read.</exception>
    ValueTask<ShardTableSnapshot> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes decisions of the leader, all or none.</summary>
    /// <param name="leader">The leader's lease. When it was released or is no longer the newest of its name, nothing is written.</param>
    /// <param name="assignments">The shards to assign; others stay as they are.</param>
    /// <param name="cancellationToken">Stops waiting; the decisions may still be written.</param>
    /// <returns>Whether they were written; <see langword="false"/> when the lease was fenced.</returns>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask<bool> AssignAsync(NamedLease leader, IReadOnlyList<ShardAssignment> assignments, CancellationToken cancellationToken = default);

    /// <summary>Takes shards that are assigned to a node and are free: released, its own, or of an owner that is down or no member.</summary>
    /// <param name="node">The node; gets nothing when it is down or no member.</param>
    /// <param name="shards">The shards it wants.</param>
    /// <param name="cancellationToken">Stops waiting; the take-over may still happen.</param>
    /// <returns>The shards it got, each with its next epoch. Those it did not get are left out.</returns>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask<IReadOnlyList<ShardLease>> AcquireAsync(NodeId node, IReadOnlyList<int> shards, CancellationToken cancellationToken = default);

    /// <summary>Frees shards after a drain. A lease that was fenced meanwhile is left alone.</summary>
    /// <param name="leases">What to release.</param>
    /// <param name="cancellationToken">Stops waiting; the release may still happen.</param>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask ReleaseAsync(IReadOnlyList<ShardLease> leases, CancellationToken cancellationToken = default);
}
