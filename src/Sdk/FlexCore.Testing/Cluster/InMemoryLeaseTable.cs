using FlexCore.Application.Cluster;

namespace FlexCore.Testing.Cluster;

/// <summary>The lease table over <see cref="ClusterRows"/>.</summary>
internal sealed class InMemoryLeaseTable(ClusterRows rows) : ILeaseTable
{
    public ValueTask<NamedLease?> TryAcquireAsync(string name, NodeId owner, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            var row = rows.Leases.GetValueOrDefault(name);
            if (!rows.IsAlive(owner) || (row is not null && IsHeld(row) && row.Lease.Owner != owner))
            {
                return new ValueTask<NamedLease?>((NamedLease?)null);
            }

            var now = rows.Now;
            var taken = new LeaseRow(new NamedLease(name, (row?.Lease.Epoch ?? 0) + 1, owner), now, now + ttl, Released: false);
            rows.Leases[name] = taken;
            return new ValueTask<NamedLease?>(taken.Lease);
        }
    }

    public ValueTask<LeaseRenewal> RenewAsync(IReadOnlyCollection<NamedLease> leases, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        LeaseRenewal.OwnerOf(leases);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            var kept = new HashSet<NamedLease>();
            foreach (var lease in leases)
            {
                if (rows.Leases.GetValueOrDefault(lease.Name) is { Released: false } row && row.Lease == lease && rows.IsAlive(lease.Owner))
                {
                    rows.Leases[lease.Name] = row with { Expires = rows.Now + ttl };
                    kept.Add(lease);
                }
            }

            return new ValueTask<LeaseRenewal>(new LeaseRenewal(kept, Holdings()));
        }
    }

    public ValueTask ReleaseAsync(NamedLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            if (rows.Leases.GetValueOrDefault(lease.Name) is { } row && row.Lease == lease)
            {
                rows.Leases[lease.Name] = row with { Released = true };
            }

            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (rows.Gate)
        {
            return new ValueTask<IReadOnlyList<LeaseHolding>>(Holdings());
        }
    }

    private IReadOnlyList<LeaseHolding> Holdings() =>
        [.. rows.Leases.Values.OrderBy(row => row.Lease.Name, StringComparer.Ordinal).Select(row => new LeaseHolding(row.Lease, row.Since, IsHeld(row)))];

    // A holder that is down holds nothing: its process has ended, or is about to.
    private bool IsHeld(LeaseRow row) => !row.Released && row.Expires > rows.Now && rows.IsAlive(row.Lease.Owner);
}
