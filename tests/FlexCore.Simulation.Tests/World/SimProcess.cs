using FlexCore.Application.Cluster;
using FlexCore.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Nodes;

namespace FlexCore.Simulation.Tests.World;

/// <summary>One life of one node: from the start of its process to its end, whichever that is.</summary>
internal sealed class SimProcess
{
    private const int PortBase = 7000;
    private readonly SimCluster _cluster;
    private TableVersions _seen;

    public SimProcess(SimCluster cluster, int index)
    {
        (_cluster, Index) = (cluster, index);
        Context = new SimContext(cluster.Scheduler, LookAtView);
        Clock = new SimClock(cluster.Scheduler, Context, cluster.Scheduler.Between(-3600, 3600), 0.99 + (cluster.Scheduler.Random.NextDouble() * 0.02));
        Host = new SimHost(cluster, this);
    }

    public int Index { get; }

    public SimContext Context { get; }

    public SimClock Clock { get; }

    public SimHost Host { get; }

    public ClusterNode? Node { get; private set; }

    /// <summary>Why the node has ended, when it has.</summary>
    public ClusterExit? Exit { get; private set; }

    /// <summary>Why the cluster did not take it.</summary>
    public string? Refused { get; private set; }

    public bool IsJoined { get; private set; }

    /// <summary>How many of its statements the database has executed.</summary>
    public long Statements { get; set; }

    public static int IndexOf(NodeAddress address) => address.Port - PortBase;

    public void Start() => Context.Post(() => _ = LiveAsync());

    public void Leave() => Context.Post(() => _ = Node?.LeaveAsync());

    /// <summary>Frees what a process holds beyond its own memory. After the run only.</summary>
    public void Bury()
    {
        Context.Bury();
        Context.Post(() => _ = Node?.DisposeAsync().AsTask());
    }

    private async Task LiveAsync()
    {
        try
        {
            var setup = new ClusterNodeSetup(
                _cluster.Profile(new MemberProfile($"node-{Index}", new NodeAddress("10.0.0.1", PortBase + Index))),
                new ClusterTables(new SimMembershipTable(_cluster, this), new SimShardTable(_cluster, this), new SimLeaseTable(_cluster, this)),
                new SimProbe(_cluster, this),
                Host)
            {
                Options = _cluster.Options,
                Time = Clock,
                ContactGapMax = _cluster.Bugs.OutagesCountAsSilence ? TimeSpan.MaxValue : null,
            };
            Node = await ClusterNode.EnterAsync(setup);
            _cluster.Checks.Entered(Node.Id);
            _ = EndAsync(Node);
            await Node.JoinAsync();
            IsJoined = true;
            Node.Singletons.Register("clock", RunSingletonAsync);
        }
        catch (ClusterJoinException refused)
        {
            Refused = refused.Message;
            _cluster.Ended(this, refused.Message);
        }
    }

    private async Task EndAsync(ClusterNode node)
    {
        var exit = await node.Ended;
        if (_cluster.Bugs.HeartbeatsHideDeath && exit.Reason == ClusterExitReason.DeclaredDown)
        {
            return;
        }

        Exit = exit;
        _cluster.Ended(this, exit.Message);
    }

    private async Task RunSingletonAsync(NamedLease lease, CancellationToken stop)
    {
        _cluster.Checks.SingletonBegan(this, lease);
        var stopped = new TaskCompletionSource();
        using var registration = stop.Register(() => stopped.TrySetResult());
        if (_cluster.Bugs.SingletonIgnoresStop)
        {
            await Clock.WorkAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        }

        await stopped.Task;

        // Ending takes a while, as it does in life.
        await Clock.WorkAsync(_cluster.Scheduler.Between(0, 0.3), CancellationToken.None);
        _cluster.Checks.SingletonEnded(this, lease);
    }

    private void LookAtView()
    {
        if (Node?.View.Current is not { } state)
        {
            return;
        }

        var versions = new TableVersions(state.Membership.Version, state.Shards.Version);
        _cluster.Checks.Viewed(this, _seen, versions);
        _seen = versions;
    }
}
