using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;

namespace FlexCore.Simulation.Tests.World;

/// <summary>The shard table as one process reaches it.</summary>
internal sealed class SimShardTable(SimCluster cluster, SimProcess caller) : IShardTable
{
    public int ShardCount => Table.ShardCount;

    private IShardTable Table => cluster.Database.Tables.Shards;

    public ValueTask<ShardTableSnapshot> ReadAsync(CancellationToken cancellationToken = default) => CallAsync(() => Table.ReadAsync(CancellationToken.None), cancellationToken);

    public ValueTask<bool> AssignAsync(NamedLease leader, IReadOnlyList<ShardAssignment> assignments, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.AssignAsync(leader, assignments, CancellationToken.None), cancellationToken);

    public ValueTask<IReadOnlyList<ShardLease>> AcquireAsync(NodeId node, IReadOnlyList<int> shards, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.AcquireAsync(node, shards, CancellationToken.None), cancellationToken);

    public async ValueTask ReleaseAsync(IReadOnlyList<ShardLease> leases, CancellationToken cancellationToken = default) =>
        await cluster.Database.CallAsync(
            caller,
            () =>
            {
                cluster.Checks.Released(caller, leases);
                return SimDatabase.Done(Table.ReleaseAsync(leases, CancellationToken.None));
            },
            cancellationToken);

    private ValueTask<T> CallAsync<T>(Func<ValueTask<T>> statement, CancellationToken cancellationToken) => cluster.Database.CallAsync(caller, () => SimDatabase.Now(statement()), cancellationToken);
}
