using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Nodes;
using FlexCore.Cluster.Tests.Transport;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Cluster.Tests.Nodes;

/// <summary>Nodes on real threads and real time; what they do under faults is the simulation's matter.</summary>
public sealed class ClusterNodeTests : IAsyncLifetime, IDisposable
{
    private const int Shards = 24;
    private const int Verdict = 8009;
    private const int Farewell = 8013;
    private const int ClockOff = 8014;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // A test machine that stands still for half a minute must not look like a dead node.
    private static readonly ClusterOptions Patient = new() { MemberTtl = TimeSpan.FromMinutes(2), LeaseTtl = TimeSpan.FromMinutes(2), ProbeTimeout = TimeSpan.FromSeconds(30) };

    private readonly InMemoryCluster _tables = new(Shards, TimeProvider.System);
    private readonly DirectProbe _probe = new();
    private readonly KeptLog _log = new();
    private readonly List<(ClusterNode Node, RecordingHost Host)> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var (node, _) in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Three_nodes_share_the_shards_and_take_over_from_one_that_leaves()
    {
        var first = await StartAsync(1);
        await StartAsync(2);
        var third = await StartAsync(3);
        await OwnedAsync(first, perNode: Shards / 3, nodes: 3);

        await third.LeaveAsync().WaitAsync(Limit);

        (await third.Ended).Reason.ShouldBe(ClusterExitReason.Left);
        (await _log.NextAsync(Farewell)).ShouldBe("node-3@1 has left the cluster.");
        _log.Of(Verdict).ShouldBeEmpty("to leave is no emergency");
        await OwnedAsync(first, perNode: Shards / 2, nodes: 2);
        _nodes[2].Host.Serving.ShouldBeEmpty();
        _nodes.SelectMany(node => node.Host.Complaints).ShouldBeEmpty();
        _nodes[0].Host.MayServe.ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_vanishes_is_declared_down_and_its_singleton_goes_to_another()
    {
        var first = await StartAsync(1);
        var second = await StartAsync(2);
        var runs = new Probe<NamedLease>();
        await using var here = first.Singletons.Register("clock", (lease, stop) => RunAsync(runs, lease, stop));
        (await runs.NextAsync("the first node runs it")).ShouldBe(new NamedLease("singleton/clock", 1, first.Id));
        await using var there = second.Singletons.Register("clock", (lease, stop) => RunAsync(runs, lease, stop));

        _probe.Close(Address(1));
        await first.DisposeAsync();

        (await runs.NextAsync("the second node runs it", Limit)).ShouldBe(new NamedLease("singleton/clock", 2, second.Id));
        await OwnedAsync(second, perNode: Shards, nodes: 1);
        second.View.Current.Find(first.Id)?.Status.ShouldBe(MemberStatus.Down);
    }

    [Fact]
    public async Task A_component_that_ends_by_itself_is_started_again_under_the_same_lease()
    {
        var node = await StartAsync(1);
        var runs = new Probe<NamedLease>();
        await using var registration = node.Singletons.Register("clock", (lease, _) =>
        {
            runs.Add(lease);
            throw new InvalidOperationException("broken component");
        });

        (await runs.NextAsync(2, "it is started twice")).ShouldBe([new NamedLease("singleton/clock", 1, node.Id), new NamedLease("singleton/clock", 1, node.Id)]);
    }

    [Fact]
    public async Task A_registration_that_is_disposed_has_ended_its_component_and_freed_the_lease()
    {
        var node = await StartAsync(1);
        var runs = new Probe<NamedLease>();
        var registration = node.Singletons.Register("clock", (lease, stop) => RunAsync(runs, lease, stop));
        await runs.NextAsync("it runs");

        await registration.DisposeAsync().AsTask().WaitAsync(Limit);

        (await _tables.Leases.ListAsync()).Single(holding => holding.Lease.Name == "singleton/clock").IsHeld.ShouldBeFalse();
        await using var again = node.Singletons.Register("clock", (lease, stop) => RunAsync(runs, lease, stop));
        (await runs.NextAsync("it runs again")).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_whose_clock_is_an_hour_off_says_so_and_joins()
    {
        var hourAgo = new ManualClock(TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1));
        var tables = new InMemoryCluster(1, hourAgo);
        var setup = new ClusterNodeSetup(new MemberProfile("node-1", Address(1)), new ClusterTables(tables.Members, tables.Shards, tables.Leases), _probe, new RecordingHost())
        {
            Options = Patient, Logger = _log,
        };
        await using var node = await ClusterNode.EnterAsync(setup).WaitAsync(Limit);
        (await _log.NextAsync(ClockOff)).ShouldContain("off by 36");
        await node.JoinAsync().WaitAsync(Limit);
        (node.Clock.GetUtcNow() - hourAgo.GetUtcNow()).ShouldBeLessThan(TimeSpan.FromMinutes(30), "the cluster goes by the tables' clock");
    }

    [Fact]
    public async Task Names_of_singletons_are_checked()
    {
        var node = await StartAsync(1);
        foreach (var name in new[] { "", "Clock", "a/b", "a b", new string('a', 101) })
        {
            Should.Throw<ArgumentException>(() => node.Singletons.Register(name, (_, _) => Task.CompletedTask)).Message.ShouldContain("1 to 100 characters");
        }

        await using var first = node.Singletons.Register("clock", (_, stop) => new Signal().WaitAsync(stop));
        Should.Throw<InvalidOperationException>(() => node.Singletons.Register("clock", (_, _) => Task.CompletedTask)).Message.ShouldContain("registered on this node already");
    }

    [Theory]
    [InlineData("")]
    [InlineData("node 1")]
    public async Task A_node_without_a_proper_name_does_not_enter(string name)
    {
        var setup = new ClusterNodeSetup(new MemberProfile(name, Address(1)), Tables(), _probe, new RecordingHost());
        (await Should.ThrowAsync<ClusterOptionsException>(() => ClusterNode.EnterAsync(setup))).Key.ShouldBe("flexcore.cluster.node-name");
    }

    [Fact]
    public async Task Entering_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        await StartAsync(1);
        var twin = new ClusterNodeSetup(new MemberProfile("node-1", Address(2)), Tables(), new DirectProbe(), new RecordingHost());
        var entering = ClusterNode.EnterAsync(twin, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => entering.WaitAsync(Limit));
    }

    private static NodeAddress Address(int number) => new("127.0.0.1", 7000 + number);

    private static async Task RunAsync(Probe<NamedLease> runs, NamedLease lease, CancellationToken stop)
    {
        runs.Add(lease);
        await new Signal().WaitAsync(stop);
    }

    private ClusterTables Tables() => new(_tables.Members, _tables.Shards, _tables.Leases);

    private async Task<ClusterNode> StartAsync(int number)
    {
        var host = new RecordingHost();
        var node = await ClusterNode.EnterAsync(new ClusterNodeSetup(new MemberProfile($"node-{number}", Address(number)), Tables(), _probe, host) { Options = Patient, Logger = _log }).WaitAsync(Limit);
        _nodes.Add((node, host));
        _probe.Listen(Address(number), node.Responder);
        await node.JoinAsync().WaitAsync(Limit);
        return node;
    }

    private static async Task OwnedAsync(ClusterNode node, int perNode, int nodes)
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var state in node.View.WatchAsync(limit.Token))
        {
            var owners = state.Shards.Rows.Where(row => row.Owner is not null && row.Owner == row.Assigned).GroupBy(row => row.Owner).ToList();
            if (owners.Count == nodes && owners.All(owner => owner.Count() == perNode))
            {
                return;
            }
        }
    }
}
