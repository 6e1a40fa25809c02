using FlexCore.Application.Cluster;

namespace FlexCore.Simulation.Tests.World;

/// <summary>The membership table as one process reaches it.</summary>
internal sealed class SimMembershipTable(SimCluster cluster, SimProcess caller) : IMembershipTable
{
    private IMembershipTable Table => cluster.Database.Tables.Members;

    public ValueTask<MembershipSnapshot> ReadAsync(CancellationToken cancellationToken = default) => CallAsync(() => Table.ReadAsync(CancellationToken.None), cancellationToken);

    public ValueTask<bool> TryInsertAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.TryInsertAsync(member, expectedVersion, CancellationToken.None), cancellationToken);

    public ValueTask<bool> TryUpdateAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.TryUpdateAsync(member, expectedVersion, CancellationToken.None), cancellationToken);

    public ValueTask<bool> TryRemoveDownAsync(DateTimeOffset downBefore, long expectedVersion, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.TryRemoveDownAsync(downBefore, expectedVersion, CancellationToken.None), cancellationToken);

    public ValueTask<long> NextIncarnationAsync(string name, CancellationToken cancellationToken = default) =>
        CallAsync(() => Table.NextIncarnationAsync(name, CancellationToken.None), cancellationToken);

    public async ValueTask<HeartbeatReply> HeartbeatAsync(NodeId node, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync(() => Table.HeartbeatAsync(node, CancellationToken.None), cancellationToken);
        return cluster.Bugs.HeartbeatsHideDeath && reply.Status == MemberStatus.Down
            ? reply with { Status = MemberStatus.Up, MembershipVersion = caller.Node?.View.Current.Membership.Version ?? 0 }
            : reply with { MembershipVersion = reply.MembershipVersion - cluster.Database.SetBackBy };
    }

    private ValueTask<T> CallAsync<T>(Func<ValueTask<T>> statement, CancellationToken cancellationToken) => cluster.Database.CallAsync(caller, () => SimDatabase.Now(statement()), cancellationToken);
}
