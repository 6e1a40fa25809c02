using FlexCore.Application.Cluster;

namespace FlexCore.Simulation.Tests.World;

/// <summary>The lease table as one process reaches it.</summary>
internal sealed class SimLeaseTable(SimCluster cluster, SimProcess caller) : ILeaseTable
{
    private ILeaseTable Table => cluster.Database.Tables.Leases;

    public ValueTask<NamedLease?> TryAcquireAsync(string name, NodeId owner, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.TryAcquireAsync(name, owner, ttl, CancellationToken.None), cancellationToken);

    public ValueTask<LeaseRenewal> RenewAsync(IReadOnlyCollection<NamedLease> leases, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.RenewAsync(leases, ttl, CancellationToken.None), cancellationToken);

    public async ValueTask ReleaseAsync(NamedLease lease, CancellationToken cancellationToken = default) =>
        await cluster.Database.CallAsync(caller, () => SimDatabase.Done(Table.ReleaseAsync(lease, CancellationToken.None)), cancellationToken);

    public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(CancellationToken cancellationToken = default) => CallAsync(() => Table.ListAsync(CancellationToken.None), cancellationToken);

    private ValueTask<T> CallAsync<T>(Func<ValueTask<T>> statement, CancellationToken cancellationToken) => cluster.Database.CallAsync(caller, () => SimDatabase.Now(statement()), cancellationToken);
}
