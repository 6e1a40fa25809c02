using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Singletons;

/// <summary>A lease that this node holds, and since when it is certain of it.</summary>
/// <remarks>Its candidate makes and reads it; the board's loop answers its renewals. Thread-safe.</remarks>
internal sealed class HeldLease(NamedLease lease, long takenAt)
{
    private long _renewedAt = takenAt;
    private volatile bool _isLost;

    internal NamedLease Lease => lease;

    /// <summary>This node's timestamp from before the newest renewal was sent, or the taking.</summary>
    internal long RenewedAt => Volatile.Read(ref _renewedAt);

    /// <summary>Whether the table said that it is no longer this node's.</summary>
    internal bool IsLost => _isLost;

    /// <summary>Takes the table's answer to a renewal.</summary>
    /// <param name="isKept">Whether it is still held.</param>
    /// <param name="sentAt">This node's timestamp from before it was sent.</param>
    internal void Answer(bool isKept, long sentAt)
    {
        if (isKept)
        {
            Volatile.Write(ref _renewedAt, sentAt);
        }
        else
        {
            _isLost = true;
        }
    }
}
