using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;

namespace FlexCore.Simulation.Tests.World;

/// <summary>A small entity runtime: takes writes for the shards it serves, commits them under the lease, and answers after the commit.</summary>
internal sealed class SimHost(SimCluster cluster, SimProcess process) : IShardHost
{
    private readonly Dictionary<int, ShardLease> _serving = [];
    private readonly Dictionary<int, int> _underWay = [];
    private readonly Dictionary<int, TaskCompletionSource> _drains = [];
    private bool _mayServe;

    public ShardLease? Serves(int shard) => _serving.GetValueOrDefault(shard);

    public int UnderWay(int shard) => _underWay.GetValueOrDefault(shard);

    public async ValueTask StartAsync(ShardLease lease, CancellationToken cancellationToken = default)
    {
        await process.Clock.WorkAsync(cluster.Scheduler.Between(0.001, 0.2), cancellationToken);
        if (cluster.Scheduler.Chance(cluster.StartFailures))
        {
            throw new JournalException("Simulated: the history could not be read.");
        }

        cluster.Checks.Started(process, lease);
        _serving[lease.Shard] = lease;
    }

    public async ValueTask DrainAsync(int shard, CancellationToken cancellationToken = default)
    {
        _serving.Remove(shard);
        if (UnderWay(shard) == 0 || cluster.Bugs.ReleaseBeforeDrain)
        {
            return;
        }

        var drained = _drains[shard] = new TaskCompletionSource();
        using var cancel = cancellationToken.Register(() => drained.TrySetCanceled(cancellationToken));
        try
        {
            await drained.Task;
        }
        finally
        {
            // What could not be answered is dropped.
            _underWay.Remove(shard);
            _drains.Remove(shard);
        }
    }

    public void Lose(ShardLease lease)
    {
        _underWay.Remove(lease.Shard);
        if (_serving.GetValueOrDefault(lease.Shard) == lease)
        {
            _serving.Remove(lease.Shard);
        }
    }

    public void SetServing(bool serving) => _mayServe = serving;

    /// <summary>A read from memory: answered at once.</summary>
    public void Read(int shard)
    {
        if (Accepts(shard))
        {
            cluster.Checks.Answered(process);
        }
    }

    /// <summary>A write: answered after its commit.</summary>
    public async Task WriteAsync(int shard)
    {
        if (!Accepts(shard))
        {
            return;
        }

        var lease = _serving[shard];
        _underWay[shard] = UnderWay(shard) + 1;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), process.Clock);
            if (await cluster.Database.CallAsync(process, () => cluster.Checks.Append(lease, cluster.Bugs.NoFence), limit.Token))
            {
                cluster.Checks.Acknowledged(process, lease);
            }
        }
        catch (Exception error) when (error is JournalException or OperationCanceledException)
        {
            cluster.Checks.Unknown();
        }

        EndWrite(shard);
    }

    private bool Accepts(int shard) =>
        _serving.ContainsKey(shard) && (cluster.Bugs.ServesWithoutHeartbeat || (_mayServe && process.Node?.View.IsServing == true));

    private void EndWrite(int shard)
    {
        if (!_underWay.TryGetValue(shard, out var count))
        {
            return;
        }

        _underWay[shard] = count - 1;
        if (count == 1)
        {
            _underWay.Remove(shard);
            _drains.GetValueOrDefault(shard)?.TrySetResult();
        }
    }
}
