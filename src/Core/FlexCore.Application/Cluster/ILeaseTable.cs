using FlexCore.Application.Journal;

namespace FlexCore.Application.Cluster;

/// <summary>Named leases that end by themselves. They give liveness; the epoch gives safety.</summary>
/// <remarks>Expiry is decided by the table's clock. A holder measures by its own monotonic clock from before it asked, so it always stops before the table lets another in. Thread-safe.</remarks>
public interface ILeaseTable
{
    /// <summary>
    /// Takes a lease, with the next epoch, when nobody holds it, it has expired, its holder is down, or the owner itself holds it. The owner gets a new epoch too: a release
    /// or a taking of its own that arrives late must not touch what it holds now.
    /// </summary>
    /// <param name="name">The lease.</param>
    /// <param name="owner">Who wants it; gets none when it is down or no member.</param>
    /// <param name="ttl">How long it lasts from now, by the table's clock.</param>
    /// <param name="cancellationToken">Stops waiting; it may still be taken.</param>
    /// <returns>The lease, or <see langword="null"/> while another holds it or when the owner may have none.</returns>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask<NamedLease?> TryAcquireAsync(string name, NodeId owner, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes all leases that a node holds last longer, and reads the newest holder of every lease as <see cref="ListAsync"/> does: one round trip, however many there are.
    /// Each lease is renewed or not by itself: one that another has taken, that was released, or whose owner is down is left alone. An expired lease that nobody took is renewed.
    /// </summary>
    /// <param name="leases">The leases, each at most once and all of one owner; none only reads.</param>
    /// <param name="ttl">How long from now, by the table's clock.</param>
    /// <param name="cancellationToken">Stops waiting; they may still be renewed.</param>
    /// <exception cref="ArgumentException">The leases have different owners.</exception>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask<LeaseRenewal> RenewAsync(IReadOnlyCollection<NamedLease> leases, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease up at once. One that was taken by another is left alone.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The table cannot be written.</exception>
    ValueTask ReleaseAsync(NamedLease lease, CancellationToken cancellationToken = default);

    /// <summary>Reads the newest holder of every lease, expired ones too.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The table cannot be read.</exception>
    ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(CancellationToken cancellationToken = default);
}
