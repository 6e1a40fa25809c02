using System.Collections.Concurrent;
using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;

namespace FlexCore.Cluster.Tests.Nodes;

/// <summary>A host that remembers which shards it serves, and complains when calls for one shard overlap. Thread-safe.</summary>
internal sealed class RecordingHost : IShardHost
{
    private readonly ConcurrentDictionary<int, ShardLease> _serving = new();
    private readonly ConcurrentDictionary<int, string> _busy = new();

    public ConcurrentQueue<string> Complaints { get; } = new();

    public ICollection<ShardLease> Serving => _serving.Values;

    public bool MayServe { get; private set; }

    public async ValueTask StartAsync(ShardLease lease, CancellationToken cancellationToken = default)
    {
        Enter(lease.Shard, "start");
        await Task.Yield();
        if (!_serving.TryAdd(lease.Shard, lease))
        {
            Complaints.Enqueue($"shard {lease.Shard} is started twice");
        }

        Leave(lease.Shard);
    }

    public async ValueTask DrainAsync(int shard, CancellationToken cancellationToken = default)
    {
        Enter(shard, "drain");
        await Task.Yield();
        if (!_serving.TryRemove(shard, out _))
        {
            Complaints.Enqueue($"shard {shard} is drained and was not served");
        }

        Leave(shard);
    }

    public void Lose(ShardLease lease)
    {
        Enter(lease.Shard, "lose");
        _serving.TryRemove(lease.Shard, out _);
        Leave(lease.Shard);
    }

    public void SetServing(bool serving) => MayServe = serving;

    private void Enter(int shard, string call)
    {
        if (!_busy.TryAdd(shard, call))
        {
            Complaints.Enqueue($"{call} of shard {shard} during {_busy.GetValueOrDefault(shard)}");
        }
    }

    private void Leave(int shard) => _busy.TryRemove(shard, out _);
}
