using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Testing.Tests.Cluster;

public sealed class InMemoryClusterTests
{
    [Fact]
    public async Task A_take_over_fences_the_journal_of_the_shared_store()
    {
        var store = new InMemoryStore(shardCount: 1);
        var cluster = new InMemoryCluster(store, new ManualClock());
        var first = await OwnAsync(cluster, "node-1");
        var stream = new EntityId(TenantId.Default, "account", "a");
        var appended = new NewEvent(Guid.NewGuid(), "account.noted", 1, "{}"u8.ToArray());
        var metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "corr-1", "cause-1", null);
        (await store.Journal.AppendAsync(new AppendRequest(stream, first, 0, [appended], metadata))).Status.ShouldBe(AppendStatus.Committed);

        var second = await OwnAsync(cluster, "node-2");

        second.Epoch.ShouldBe(first.Epoch + 1);
        (await store.Journal.AppendAsync(new AppendRequest(stream, first, 1, [appended], metadata))).Status.ShouldBe(AppendStatus.Fenced);
        (await store.Journal.AppendAsync(new AppendRequest(stream, second, 1, [appended], metadata))).Status.ShouldBe(AppendStatus.Committed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_cluster_without_shards_is_refused(int shards) => Should.Throw<ArgumentOutOfRangeException>(() => new InMemoryCluster(shards, new ManualClock()));

    /// <summary>Joins a node, takes the only shard from whoever had it, and gives the lease.</summary>
    private static async Task<ShardLease> OwnAsync(InMemoryCluster cluster, string name)
    {
        var snapshot = await cluster.Members.ReadAsync();
        foreach (var other in snapshot.Members)
        {
            await cluster.Members.TryUpdateAsync(other with { Status = MemberStatus.Down }, (await cluster.Members.ReadAsync()).Version);
        }

        var node = new NodeId(name, 1);
        await cluster.Members.TryInsertAsync(new Member(node, MemberStatus.Up, new NodeAddress("127.0.0.1", 7001)), (await cluster.Members.ReadAsync()).Version);
        var leader = await cluster.Leases.TryAcquireAsync(NamedLease.Leader, node, TimeSpan.FromMinutes(1));
        await cluster.Shards.AssignAsync(leader ?? throw new InvalidOperationException("no leader"), [new ShardAssignment(0, node)]);
        return (await cluster.Shards.AcquireAsync(node, [0])).Single();
    }
}
