using FlexCore.Application.Cluster;
using FlexCore.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Simulation.Tests.Checks;

namespace FlexCore.Simulation.Tests.World;

/// <summary>A whole cluster in one thread: processes, network, database, a workload, and the checks that watch it.</summary>
internal sealed class SimCluster
{
    private readonly List<SimProcess> _all = [];
    private TimeSpan _lookAt;
    private bool _works = true;

    public SimCluster(int seed, int nodeCount, int shardCount, SimBugs? bugs = null, bool traced = false)
    {
        Seed = seed;
        Bugs = bugs ?? SimBugs.None;
        Scheduler = new SimScheduler(seed);
        Network = new SimNetwork(Scheduler, nodeCount);
        Trace = traced ? new SimTrace(Scheduler) : null;
        Database = new SimDatabase(this, shardCount);
        Checks = new ClusterChecks(this);
        Processes = new SimProcess?[nodeCount];
        Wanted = [.. Enumerable.Repeat(true, nodeCount)];
        Options = new ClusterOptions { Votes = Bugs.OneVote ? 1 : 2, MovesMax = 4, StartsMax = 4 };
        ShardCount = shardCount;
    }

    public int Seed { get; }

    public SimBugs Bugs { get; }

    public SimScheduler Scheduler { get; }

    public SimNetwork Network { get; }

    public SimDatabase Database { get; }

    public ClusterChecks Checks { get; }

    public SimTrace? Trace { get; }

    public ClusterOptions Options { get; }

    public int ShardCount { get; }

    /// <summary>The living process of each node.</summary>
    public SimProcess?[] Processes { get; }

    /// <summary>Whether a node should run; a process that ends by itself is started again only then.</summary>
    public bool[] Wanted { get; }

    /// <summary>What a node says of itself, where a test wants something else than the usual.</summary>
    public Func<MemberProfile, MemberProfile> Profile { get; set; } = static profile => profile;

    /// <summary>The share of shards whose recovery fails at first.</summary>
    public double StartFailures { get; set; }

    public IEnumerable<SimProcess> Living => Processes.OfType<SimProcess>();

    public void StartAll()
    {
        for (var index = 0; index < Processes.Length; index++)
        {
            StartLater(index, Scheduler.Between(0, 3));
        }

        StartWork();
    }

    public void StartLater(int index, TimeSpan delay) => Scheduler.After(delay, () =>
    {
        if (Processes[index] is null && Wanted[index])
        {
            Trace?.Add($"node-{index} starts");
            var process = Processes[index] = new SimProcess(this, index);
            _all.Add(process);
            process.Start();
        }
    });

    /// <summary>kill -9.</summary>
    public void Kill(int index)
    {
        if (Processes[index] is { } process)
        {
            Trace?.Add($"node-{index} is killed");
            process.Context.Kill();
            Processes[index] = null;
        }
    }

    /// <summary>A process has ended by itself; whoever runs it starts it again.</summary>
    public void Ended(SimProcess process, string why)
    {
        Trace?.Add($"node-{process.Index} ends: {why}");
        Checks.ProcessEnded(process);
        process.Context.Kill();
        if (Processes[process.Index] == process)
        {
            Processes[process.Index] = null;
            StartLater(process.Index, Scheduler.Between(1, 3));
        }
    }

    public void Heal()
    {
        Trace?.Add("everything is healed");
        StartFailures = 0;
        Network.HealAll();
        Database.Heal();
        for (var index = 0; index < Processes.Length; index++)
        {
            Wanted[index] = true;
            Processes[index]?.Context.Resume();
            StartLater(index, Scheduler.Between(0.1, 2));
        }
    }

    /// <summary>Whether every node is up and every shard is served by the node it is assigned to, balanced to within one.</summary>
    public bool IsSettled()
    {
        if (Processes.Any(process => process is not { IsJoined: true, Node: not null }))
        {
            return false;
        }

        var rows = Database.Shards.Rows;
        var byNode = Living.ToDictionary(process => process.Node?.Id ?? new NodeId("none", 1));
        return rows.All(row =>
                row.Owner is { } owner && row.Assigned == owner && byNode.TryGetValue(owner, out var process)
                && process.Host.Serves(row.Shard)?.Epoch == row.Epoch && process.Node?.View.IsServing == true)
            && rows.GroupBy(row => row.Owner).Select(group => group.Count()).ToList() is var counts
            && (rows.Count < byNode.Count || (counts.Count == byNode.Count && counts.Max() - counts.Min() <= 1));
    }

    /// <summary>The same, looked at ten times a second: it costs more than an event does.</summary>
    public bool IsSettledNow()
    {
        if (Scheduler.Now < _lookAt)
        {
            return false;
        }

        _lookAt = Scheduler.Now + TimeSpan.FromMilliseconds(100);
        return IsSettled();
    }

    /// <summary>Whether every shard is served by somebody.</summary>
    public bool IsServed() => Database.Shards.Rows.All(IsServed);

    /// <summary>Whether a shard is served by a living node.</summary>
    public bool IsServed(ShardRow row) => Living.Any(process => !process.Context.IsPaused && process.Host.Serves(row.Shard)?.Epoch == row.Epoch && process.Node?.View.IsServing == true && IsReachable(process.Index));

    /// <summary>The same, looked at ten times a second.</summary>
    public bool IsServedNow()
    {
        if (Scheduler.Now < _lookAt)
        {
            return false;
        }

        _lookAt = Scheduler.Now + TimeSpan.FromMilliseconds(100);
        return IsServed();
    }

    /// <summary>Begins the workload.</summary>
    public void StartWork() => Work();

    /// <summary>Ends the workload.</summary>
    public void StopWork() => _works = false;

    /// <summary>Lets every process go, so that two thousand clusters fit into one test run.</summary>
    public void Bury()
    {
        Heal();
        Database.IsDown = true;
        Database.Refuses = true;
        Array.Clear(Wanted);
        _all.ForEach(process => process.Bury());
        Scheduler.RunUntil(Scheduler.Now + TimeSpan.FromSeconds(1));
    }

    // A node that reaches nobody serves nobody.
    private bool IsReachable(int index) => !Network.IsCut(index, Network.Database);

    private void Work()
    {
        if (!_works)
        {
            return;
        }

        Scheduler.After(Scheduler.Between(0.05, 0.3), Work);
        var shard = Scheduler.Random.Next(ShardCount);

        // Mostly where the shard is, sometimes anywhere: old owners that do not know better are asked as well.
        var process = Scheduler.Chance(0.3) ? Processes[Scheduler.Random.Next(Processes.Length)] : Living.FirstOrDefault(living => living.Host.Serves(shard) is not null);
        process?.Context.Post(() =>
        {
            process.Host.Read(shard);
            _ = process.Host.WriteAsync(shard);
        });
    }
}
