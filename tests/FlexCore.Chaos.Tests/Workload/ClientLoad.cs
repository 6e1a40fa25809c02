using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>What loads of <see cref="ChaosClient"/>s have in common: their loops, their end, and how long they waited.</summary>
/// <remarks>Owned by one test. Each client is one loop.</remarks>
internal abstract class ClientLoad : ILoad
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _patience = new();
    private readonly List<ChaosClient> _clients = [];
    private readonly List<Task> _running = [];
    private readonly int _seed;
    private int _acknowledged;

    protected ClientLoad(ChaosCluster cluster, int seed) => (Cluster, _seed) = (cluster, seed);

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    protected ChaosCluster Cluster { get; }

    /// <summary>Set when no new work may begin.</summary>
    protected CancellationToken Stop => _stop.Token;

    /// <summary>Set when what was begun is given up.</summary>
    protected CancellationToken Patience => _patience.Token;

    public (TimeSpan Longest, string Story) TakeUnavailability() =>
        _clients.Select(client => (Longest: client.Unavailability.Take(), client.Unavailability.Story)).ToArray().MaxBy(one => one.Longest);

    public async Task WhenAcknowledgedAsync(int more)
    {
        var goal = Acknowledged + more;
        await RealTime.UntilAsync($"{more} more of {GetType().Name}", RealTime.Patience, async () =>
        {
            foreach (var ended in _running.Where(task => task.IsFaulted))
            {
                await ended;
            }

            return Acknowledged < goal ? $"{Acknowledged} of {goal}; {TakeUnavailability().Story}" : null;
        });
    }

    public async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync()
    {
        await _stop.CancelAsync();
        _patience.CancelAfter(RealTime.Patience);
        await Task.WhenAll(_running);
        using var reader = new ChaosClient(Cluster.Nodes, _seed);
        return await JudgeAsync(reader);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _patience.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _clients.ForEach(client => client.Dispose());
        _stop.Dispose();
        _patience.Dispose();
    }

    /// <summary>Compares what was acknowledged with what is there.</summary>
    protected abstract Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync(ChaosClient reader);

    protected void CountAcknowledged() => Interlocked.Increment(ref _acknowledged);

    /// <summary>Lets a client work until it ends by itself.</summary>
    protected void Run(Func<ChaosClient, Random, Task> work)
    {
        var number = _clients.Count;
        var client = new ChaosClient(Cluster.Nodes, _seed + number);
        _clients.Add(client);
        _running.Add(Task.Run(() => work(client, new Random(_seed + number))));
    }
}
