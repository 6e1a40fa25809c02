using FlexCore.Application.Journal;

namespace FlexCore.Application.Cluster;

/// <summary>The rows on which all nodes agree who is a member. One version orders all changes.</summary>
/// <remarks>
/// Writes are optimistic: they name the version that was read, and change nothing when it is no longer the newest. Times come from the table's own
/// clock (the database's), never from a node's. Thread-safe.
/// </remarks>
public interface IMembershipTable
{
    /// <summary>Reads everything, consistent as of one version.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The table cannot be read.</exception>
    ValueTask<MembershipSnapshot> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a member. Its start and heartbeat are stamped by the table.</summary>
    /// <param name="member">The row; its incarnation must be above any that the table has had for its name, also for rows that were removed.</param>
    /// <param name="expectedVersion">The version it was decided on.</param>
    /// <param name="cancellationToken">Stops waiting; the row may still be written.</param>
    /// <returns>Whether it was written; <see langword="false"/> when the version has moved on or the incarnation is an old one.</returns>
    /// <exception cref="JournalException">The table cannot be written, or whether it was written is unknown: read again.</exception>
    ValueTask<bool> TryInsertAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Changes a member's row, except its start and heartbeat. A row that is <see cref="MemberStatus.Down"/> changes no more.</summary>
    /// <param name="member">The row.</param>
    /// <param name="expectedVersion">The version it was decided on.</param>
    /// <param name="cancellationToken">Stops waiting; the row may still be written.</param>
    /// <returns>Whether it was written; <see langword="false"/> when the version has moved on, or the row is down or missing.</returns>
    /// <exception cref="JournalException">The table cannot be written, or whether it was written is unknown: read again.</exception>
    ValueTask<bool> TryUpdateAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Removes members that have been down for long. Their names' incarnations are remembered, so that none is given again.</summary>
    /// <param name="downBefore">Rows whose last heartbeat is older, by the table's clock.</param>
    /// <param name="expectedVersion">The version it was decided on.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the version was the newest.</returns>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask<bool> TryRemoveDownAsync(DateTimeOffset downBefore, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>The incarnation for the next life of a name: one more than any the table has ever had for it.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The table cannot be read.</exception>
    ValueTask<long> NextIncarnationAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Says that a member lives. One statement; does not change the version. A member that is down is not stamped.</summary>
    /// <param name="node">The member.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask<HeartbeatReply> HeartbeatAsync(NodeId node, CancellationToken cancellationToken = default);
}
