using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Cluster.Membership;
using FlexCore.Simulation.Tests.World;

namespace FlexCore.Simulation.Tests.Checks;

/// <summary>Watches a simulated cluster and says which invariant is broken, the moment it is.</summary>
internal sealed class ClusterChecks(SimCluster cluster)
{
    /// <summary>How long a component may take to end after its process was paused.</summary>
    private static readonly TimeSpan Awakening = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<(int Shard, long Epoch), string> _owners = [];
    private readonly Dictionary<int, long> _lastCommit = [];
    private readonly Dictionary<NodeId, MemberStatus> _status = [];
    private readonly HashSet<NodeId> _entered = [];
    private readonly Dictionary<SimProcess, NamedLease> _singletons = [];
    private readonly Dictionary<int, long> _epochs = [];
    private long _version;
    private long _singletonEpoch;

    /// <summary>The first broken invariant; the run ends with it.</summary>
    public InvariantException? Broken { get; private set; }

    public int AcknowledgedCount { get; private set; }

    public int UnknownCount { get; private set; }

    public int ReadCount { get; private set; }

    public int FencedCount { get; private set; }

    public int DownCount => _status.Values.Count(status => status == MemberStatus.Down);

    public int SingletonStarts { get; private set; }

    /// <summary>Processes that run the singleton now, whatever their lease is worth.</summary>
    public int SingletonsRunning => _singletons.Keys.Count(static process => !process.Context.IsDead);

    /// <summary>The nodes whose membership ended in the table although they did not leave.</summary>
    public IEnumerable<NodeId> Downs => _status.Where(entry => entry.Value == MemberStatus.Down).Select(entry => entry.Key);

    public void Entered(NodeId id)
    {
        if (!_entered.Add(id))
        {
            Break("I21", $"two processes have the id {id}");
        }
    }

    /// <summary>After each statement: what the tables say may only move forwards.</summary>
    public void AfterStatement()
    {
        var snapshot = cluster.Database.Members;
        if (snapshot.Version < _version)
        {
            Break("I20", $"the membership version went from {_version} to {snapshot.Version}");
        }

        if (snapshot.Version != _version)
        {
            _version = snapshot.Version;
            foreach (var member in snapshot.Members)
            {
                Follow(member);
            }
        }
    }

    /// <summary>The fence of the journal: an append commits under the newest epoch only.</summary>
    public bool Append(ShardLease lease, bool noFence)
    {
        var row = cluster.Database.Shards.Rows[lease.Shard];
        if (row.Epoch != lease.Epoch && !noFence)
        {
            FencedCount++;
            return false;
        }

        if (lease.Epoch < _lastCommit.GetValueOrDefault(lease.Shard) || row.Epoch > lease.Epoch)
        {
            Break("I17", $"{lease.Owner} committed to shard {lease.Shard} with epoch {lease.Epoch} after it was taken over with epoch {row.Epoch}");
        }

        _lastCommit[lease.Shard] = lease.Epoch;
        return true;
    }

    /// <summary>A host begins to serve: one owner for each epoch, for ever.</summary>
    public void Started(SimProcess process, ShardLease lease)
    {
        cluster.Trace?.Add($"{lease.Owner} serves shard {lease.Shard} with epoch {lease.Epoch}");
        if (_owners.TryGetValue((lease.Shard, lease.Epoch), out var other) && other != lease.Owner)
        {
            Break("I17", $"shard {lease.Shard} has two owners with epoch {lease.Epoch}: {other} and {lease.Owner}");
        }

        if (lease.Epoch < _epochs.GetValueOrDefault(lease.Shard) && process.Context.IsDead)
        {
            Break("I17", $"a dead process of {lease.Owner} serves shard {lease.Shard}");
        }

        _owners[(lease.Shard, lease.Epoch)] = lease.Owner;
        _epochs[lease.Shard] = Math.Max(lease.Epoch, _epochs.GetValueOrDefault(lease.Shard));
    }

    public void Acknowledged(SimProcess process, ShardLease lease)
    {
        AcknowledgedCount++;
        if (process.Node?.Id.ToString() != lease.Owner)
        {
            Break("I17", $"node-{process.Index} acknowledged a write under the lease of {lease.Owner}");
        }
    }

    public void Unknown() => UnknownCount++;

    /// <summary>An answer from memory: allowed only while nobody could have declared the node down for its silence.</summary>
    public void Answered(SimProcess process)
    {
        ReadCount++;
        if (process.Node is { } node
            && cluster.Database.Members.Members.FirstOrDefault(member => member.Id == node.Id) is { } row
            && cluster.Database.Members.At - row.HeartbeatAt is var age
            && age >= cluster.Options.MemberTtl)
        {
            Break("I19", $"{node.Id} answered although its last heartbeat is {age.TotalSeconds:F1} s old");
        }
    }

    /// <summary>A release: whatever was accepted has been answered.</summary>
    public void Released(SimProcess process, IReadOnlyList<ShardLease> leases)
    {
        foreach (var lease in leases.Where(lease => process.Node?.Id.ToString() == lease.Owner && process.Host.UnderWay(lease.Shard) > 0))
        {
            Break("I24", $"{lease.Owner} released shard {lease.Shard} with {process.Host.UnderWay(lease.Shard)} commands under way");
        }
    }

    public void Viewed(SimProcess process, TableVersions before, TableVersions now)
    {
        if (now.Members < before.Members || now.Shards < before.Shards)
        {
            Break("I20", $"the view of node-{process.Index} went back from {before} to {now}");
        }
    }

    public void SingletonBegan(SimProcess process, NamedLease lease)
    {
        SingletonStarts++;
        cluster.Trace?.Add($"{lease.Owner} runs the singleton with epoch {lease.Epoch}");
        if (lease.Epoch < _singletonEpoch)
        {
            Break("I23", $"the singleton went back from epoch {_singletonEpoch} to {lease.Epoch}");
        }

        // Processes that are dead, paused or just awake, declared down or struck from the table are what the epoch is for; a living member must have ended first.
        var members = cluster.Database.Members.Members;
        var other = _singletons.FirstOrDefault(entry =>
            entry.Key != process && !entry.Key.Context.IsDead && !entry.Key.Context.IsPaused
            && members.Any(member => member.Id == entry.Value.Owner && member.Status != MemberStatus.Down)
            && cluster.Scheduler.Now - Awakening > entry.Key.Context.ResumedAt);
        if (other.Key is not null)
        {
            Break("I23", $"{lease.Owner} runs the singleton with epoch {lease.Epoch} while {other.Value.Owner} still runs it with epoch {other.Value.Epoch}");
        }

        _singletonEpoch = lease.Epoch;
        _singletons[process] = lease;
    }

    public void SingletonEnded(SimProcess process, NamedLease lease)
    {
        cluster.Trace?.Add($"{lease.Owner} ended the singleton of epoch {lease.Epoch}");
        _singletons.Remove(process);
    }

    public void ProcessEnded(SimProcess process) => _singletons.Remove(process);

    public void Break(string invariant, string what)
    {
        cluster.Trace?.Add($"BROKEN {invariant}: {what}");
        Broken ??= new InvariantException(invariant, what);
    }

    private void Follow(Member member)
    {
        if (_status.TryGetValue(member.Id, out var before))
        {
            if (member.Status < before)
            {
                Break("I21", $"{member.Id} went back from {before} to {member.Status}");
            }

            if (before != member.Status)
            {
                cluster.Trace?.Add($"{member.Id} is {member.Status}{(member.Suspicions.IsDefaultOrEmpty ? "" : $", votes of {string.Join(", ", member.Suspicions.Select(vote => vote.By))}")}");
            }
        }

        if (member.Status == MemberStatus.Down && before != MemberStatus.Down && member.Suspicions.IsDefaultOrEmpty)
        {
            DownWithoutVotes(member);
        }

        _status[member.Id] = member.Status;
    }

    /// <summary>Declared down for its silence: by then it must have stopped serving by itself.</summary>
    private void DownWithoutVotes(Member member)
    {
        var process = cluster.Living.FirstOrDefault(process => process.Node?.Id == member.Id);
        if (process is { Exit: null, Context.IsPaused: false, Node: { } node } && node.View.IsServing && node.View.Current.Find(member.Id)?.Status != MemberStatus.Leaving)
        {
            Break("I19", $"{member.Id} was declared down for its silence and still serves");
        }
    }
}
