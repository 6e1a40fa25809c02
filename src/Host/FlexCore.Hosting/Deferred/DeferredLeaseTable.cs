using FlexCore.Application.Cluster;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the lease table until the node has entered the cluster. Thread-safe.</summary>
internal sealed class DeferredLeaseTable(Deferred<ClusterSide> side) : ILeaseTable
{
    public ValueTask<NamedLease?> TryAcquireAsync(string name, NodeId owner, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        side.Value.Leases.TryAcquireAsync(name, owner, ttl, cancellationToken);

    public ValueTask<LeaseRenewal> RenewAsync(IReadOnlyCollection<NamedLease> leases, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        side.Value.Leases.RenewAsync(leases, ttl, cancellationToken);

    public ValueTask ReleaseAsync(NamedLease lease, CancellationToken cancellationToken = default) => side.Value.Leases.ReleaseAsync(lease, cancellationToken);

    public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(CancellationToken cancellationToken = default) => side.Value.Leases.ListAsync(cancellationToken);
}
