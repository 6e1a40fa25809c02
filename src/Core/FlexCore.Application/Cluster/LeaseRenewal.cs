namespace FlexCore.Application.Cluster;

/// <summary>What became of the leases that were renewed together, and who holds what now.</summary>
/// <param name="Kept">Those that are still held, and for longer.</param>
/// <param name="Holdings">The newest holder of every lease, ordered by name, expired ones too.</param>
public sealed record LeaseRenewal(IReadOnlySet<NamedLease> Kept, IReadOnlyList<LeaseHolding> Holdings)
{
    /// <summary>The one owner of leases that are renewed together.</summary>
    /// <param name="leases">The leases.</param>
    /// <returns>The owner; <see langword="null"/> when there is no lease.</returns>
    /// <exception cref="ArgumentException">They have different owners.</exception>
    public static NodeId? OwnerOf(IReadOnlyCollection<NamedLease> leases)
    {
        ArgumentNullException.ThrowIfNull(leases);
        NodeId? owner = null;
        foreach (var lease in leases)
        {
            if (owner is not null && lease.Owner != owner)
            {
                throw new ArgumentException($"The leases are those of {owner} and {lease.Owner}. Renew those of one node at a time.", nameof(leases));
            }

            owner = lease.Owner;
        }

        return owner;
    }
}
