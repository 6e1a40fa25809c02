using System.Diagnostics.Metrics;

namespace FlexCore.Cluster.Sharding;

/// <summary>The metrics of sharding, in the meter <c>FlexCore.Cluster</c>.</summary>
/// <remarks>Thread-safe; one per node.</remarks>
internal sealed class ShardInstruments : IDisposable
{
    private readonly Meter _meter = new("FlexCore.Cluster");
    private readonly Counter<long> _taken;
    private readonly Counter<long> _lost;

    internal ShardInstruments(Func<int> held, Func<int> serving)
    {
        _taken = _meter.CreateCounter<long>("flexcore.shards.taken", "{shard}", "Shards that this node took.");
        _lost = _meter.CreateCounter<long>("flexcore.shards.lost", "{shard}", "Shards that another node took before this one had released them.");
        _meter.CreateObservableGauge("flexcore.shards.held", held, "{shard}", "Shards whose lease this node holds.");
        _meter.CreateObservableGauge("flexcore.shards.serving", serving, "{shard}", "Shards that this node serves.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountTaken(int shards) => _taken.Add(shards);

    internal void CountLost() => _lost.Add(1);
}
