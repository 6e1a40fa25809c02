using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Nodes;
using FlexCore.Cluster.Tests.Nodes;
using FlexCore.Testing.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cluster.Tests.Sharding;

/// <summary>What the leader answers when an operator asks it to balance, on real threads over tables in memory.</summary>
public sealed class RebalanceTests : IAsyncLifetime
{
    private const int Shards = 24;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    // Few moves at once, so that there is something left to decide; a machine that stands still must not look like a dead node, nor a slow table like a broken one.
    private static readonly ClusterOptions Patient = new()
    {
        MemberTtl = TimeSpan.FromMinutes(2), LeaseTtl = TimeSpan.FromMinutes(2), ProbeTimeout = TimeSpan.FromSeconds(30), DatabaseTimeout = TimeSpan.FromMinutes(1), MovesMax = 2,
    };

    private readonly InMemoryCluster _tables = new(Shards, TimeProvider.System);
    private readonly DirectProbe _probe = new();
    private readonly List<ClusterNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_balanced_cluster_has_nothing_to_move()
    {
        var node = await StartAsync(1);
        await UntilAsync(node, state => state.IsLeader && state.Shards.Rows.All(row => row.Owner == node.Id));

        (await node.Balancer.RebalanceAsync(new RebalanceRequest())).ShouldSatisfyAllConditions(
            reply => reply.Refusal.ShouldBeNull(),
            reply => reply.Moves.ShouldBeEmpty(),
            reply => reply.UnderWay.ShouldBe(0),
            reply => reply.IsBalanced.ShouldBeTrue());
    }

    [Fact]
    public async Task A_node_that_does_not_lead_says_who_does()
    {
        var leader = await StartAsync(1);
        await UntilAsync(leader, static state => state.IsLeader);
        var other = await StartAsync(2);
        await UntilAsync(other, state => state.Leader?.Owner == leader.Id);

        var refusal = (await other.Balancer.RebalanceAsync(new RebalanceRequest())).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Message.Contains("node-1@1", StringComparison.Ordinal)).ShouldBe(("not-leader", true));
    }

    [Fact]
    public async Task Until_balanced_goes_on_step_by_step_and_tells_every_move()
    {
        var leader = await StartAsync(1);
        await UntilAsync(leader, state => state.IsLeader && state.Shards.Rows.All(row => row.Owner == leader.Id));
        var other = await StartAsync(2);

        var reply = await leader.Balancer.RebalanceAsync(new RebalanceRequest { UntilBalanced = true, Patience = Limit }).AsTask().WaitAsync(Limit);

        (reply.IsBalanced, reply.UnderWay).ShouldBe((true, 0));
        reply.Moves.Count.ShouldBeLessThanOrEqualTo(Shards / 2, "the leader's own steps may have been faster, and no shard moves twice");
        reply.Moves.ShouldAllBe(move => move.From == leader.Id && move.To == other.Id);
        (await _tables.Shards.ReadAsync()).Rows.Count(row => row.Owner == other.Id).ShouldBe(Shards / 2);
    }

    [Fact]
    public async Task A_leader_that_has_left_takes_no_more_orders()
    {
        var node = await StartAsync(1);
        await UntilAsync(node, static state => state.IsLeader);
        await node.LeaveAsync().WaitAsync(Limit);

        (await node.Balancer.RebalanceAsync(new RebalanceRequest())).Refusal.ShouldNotBeNull().Code.ShouldBe("not-leader");
    }

    [Fact]
    public async Task What_an_operator_says_is_in_the_view_when_it_was_told()
    {
        var first = await StartAsync(1);
        var second = await StartAsync(2);
        await UntilAsync(first, state => state.Find(second.Id) is { Status: MemberStatus.Up });

        (await first.Control.LeaveAsync("node-2")).ShouldBeNull();
        first.View.Current.Find(second.Id)?.Status.ShouldBe(MemberStatus.Leaving);
        (await first.Control.DownAsync("node-2")).ShouldBeNull();
        first.View.Current.Find(second.Id)?.Status.ShouldBe(MemberStatus.Down);
        (await first.Control.DownAsync("node-2")).ShouldNotBeNull().Code.ShouldBe("unknown-node");
        (await second.Ended.WaitAsync(Limit)).Reason.ShouldBe(ClusterExitReason.DeclaredDown, "the hint reaches it");
    }

    private static async Task UntilAsync(ClusterNode node, Func<ClusterState, bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var state in node.View.WatchAsync(limit.Token))
        {
            if (holds(state))
            {
                return;
            }
        }
    }

    private async Task<ClusterNode> StartAsync(int number)
    {
        var profile = new MemberProfile($"node-{number}", new NodeAddress("127.0.0.1", 7000 + number));
        var setup = new ClusterNodeSetup(profile, new ClusterTables(_tables.Members, _tables.Shards, _tables.Leases), _probe, new RecordingHost()) { Options = Patient, Logger = NullLogger.Instance };
        var node = await ClusterNode.EnterAsync(setup).WaitAsync(Limit);
        _nodes.Add(node);
        _probe.Listen(profile.Address, node.Responder);
        await node.JoinAsync().WaitAsync(Limit);
        return node;
    }
}
