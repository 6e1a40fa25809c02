using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Singletons;
using FlexCore.Cluster.Tests.Nodes;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cluster.Tests.Singletons;

public sealed class LeaseCandidateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Found by the simulation: a process that was paused between the taking and its answer began to run under a lease that was another's by then.</summary>
    [Fact]
    public async Task A_lease_whose_answer_came_late_is_given_back_and_not_used()
    {
        var clock = new ManualClock();
        var tables = new InMemoryCluster(1, clock);
        var leases = new LateLeases(tables.Leases, () => clock.Advance(TimeSpan.FromSeconds(7)));
        var runs = new Probe<NamedLease>();
        using var stop = new CancellationTokenSource();
        var parts = await EnterAsync(tables, leases, clock);
        using var board = new LeaseBoard(parts);
        using var candidate = new LeaseCandidate(parts, board, new LeaseLog(NullLogger.Instance), "singleton/clock", (lease, _) =>
        {
            runs.Add(lease);
            return Task.CompletedTask;
        });

        Task[] loops = [board.RunAsync(stop.Token), candidate.RunAsync(stop.Token)];
        await leases.Released.WaitAsync("the late lease is given back");
        await stop.CancelAsync();
        await Task.WhenAll(loops).WaitAsync(Limit);

        runs.Count.ShouldBe(0);
    }

    private static async Task<NodeParts> EnterAsync(InMemoryCluster tables, ILeaseTable leases, ManualClock clock)
    {
        var self = new NodeId("node-1", 1);
        await tables.Members.TryInsertAsync(new Member(self, MemberStatus.Up, new NodeAddress("127.0.0.1", 7001)), 0);
        var options = new ClusterOptions();
        var view = new ClusterView(self, await tables.Members.ReadAsync(), await tables.Shards.ReadAsync(), new ServingClock(clock, options.ServeFor), clock);
        view.Heartbeat(clock.GetTimestamp());
        var instruments = new ClusterInstruments();
        var log = new ClusterLog(NullLogger.Instance);
        return new NodeParts(self, options, clock, new ClusterTables(tables.Members, tables.Shards, leases), new DirectProbe(), view, new NodeEnd())
        {
            Log = log,
            Instruments = instruments,
            Calls = new TableCalls(options, clock, log, instruments),
            Contact = new DatabaseContact(clock, TimeSpan.FromSeconds(4)),
            SteadyContact = new DatabaseContact(clock, TimeSpan.FromSeconds(3)),
        };
    }

    /// <summary>Time passes between a taking and its answer.</summary>
    private sealed class LateLeases(ILeaseTable inner, Action pass) : ILeaseTable
    {
        public Signal Released { get; } = new();

        public async ValueTask<NamedLease?> TryAcquireAsync(string name, NodeId owner, TimeSpan ttl, CancellationToken cancellationToken = default)
        {
            // Nothing is awaited after the time has passed: the answer is there when its time-out rings, as it is for a process that wakes up.
            var lease = await inner.TryAcquireAsync(name, owner, ttl, CancellationToken.None);
            pass();
            return lease;
        }

        public ValueTask<LeaseRenewal> RenewAsync(IReadOnlyCollection<NamedLease> leases, TimeSpan ttl, CancellationToken cancellationToken = default) =>
            inner.RenewAsync(leases, ttl, cancellationToken);

        public async ValueTask ReleaseAsync(NamedLease lease, CancellationToken cancellationToken = default)
        {
            await inner.ReleaseAsync(lease, cancellationToken);
            Released.Set();
        }

        public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(CancellationToken cancellationToken = default) => inner.ListAsync(cancellationToken);
    }
}
