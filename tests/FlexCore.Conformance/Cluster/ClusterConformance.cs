using FlexCore.Application.Cluster;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Cluster;

/// <summary>What the cluster suites share: tables with eight shards, and short ways to have members.</summary>
public abstract class ClusterConformance : IAsyncLifetime
{
    protected const int ShardCount = 8;

    /// <summary>A lease that outlasts any test.</summary>
    protected static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>A lease that has expired after <see cref="ExpireAsync"/>.</summary>
    protected static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private ClusterHarness? _harness;

    /// <summary>The only thing an implementation must say: how to open empty tables.</summary>
    protected abstract Task<ClusterHarness> StartAsync(int shardCount);

    protected ClusterHarness Tables => _harness ?? throw new InvalidOperationException("The tables are not open.");

    protected IMembershipTable Members => Tables.Members;

    protected IShardTable Shards => Tables.Shards;

    protected ILeaseTable Leases => Tables.Leases;

    public async Task InitializeAsync() => _harness = await StartAsync(ShardCount);

    public async Task DisposeAsync()
    {
        if (_harness is not null)
        {
            await _harness.DisposeAsync();
        }
    }

    protected static Member Row(string name, long incarnation = 1, MemberStatus status = MemberStatus.Up) =>
        new(new NodeId(name, incarnation), status, new NodeAddress("127.0.0.1", 7000 + (int)incarnation));

    protected Task ExpireAsync() => Tables.PassAsync(TimeSpan.FromMilliseconds(100));

    protected async Task<long> VersionAsync() => (await Members.ReadAsync()).Version;

    protected async Task<Member> FindAsync(NodeId id) => (await Members.ReadAsync()).Members.Single(member => member.Id == id);

    /// <summary>Adds a member that is up and gives its id.</summary>
    protected async Task<NodeId> JoinAsync(string name, long incarnation = 1)
    {
        var member = Row(name, incarnation);
        (await Members.TryInsertAsync(member, await VersionAsync())).ShouldBeTrue($"{member.Id} joins");
        return member.Id;
    }

    protected async Task DownAsync(NodeId id) =>
        (await Members.TryUpdateAsync(await FindAsync(id) with { Status = MemberStatus.Down }, await VersionAsync())).ShouldBeTrue($"{id} goes down");

    /// <summary>Takes the leader's lease for a member.</summary>
    protected async Task<NamedLease> LeadAsync(NodeId id) =>
        await Leases.TryAcquireAsync(NamedLease.Leader, id, Long) ?? throw new InvalidOperationException($"{id} did not get the leader's lease.");
}
