using System.Diagnostics.Metrics;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>The metrics of membership, in the meter <c>FlexCore.Cluster</c>.</summary>
/// <remarks>Thread-safe; one per node.</remarks>
internal sealed class ClusterInstruments : IDisposable
{
    internal const string MeterName = "FlexCore.Cluster";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _heartbeatFailures;
    private readonly Counter<long> _tableFailures;
    private readonly Counter<long> _probesMissed;
    private readonly Counter<long> _votes;
    private int _health;

    internal ClusterInstruments()
    {
        _heartbeatFailures = _meter.CreateCounter<long>("flexcore.cluster.heartbeat.failures", "{heartbeat}", "Heartbeats that did not reach the database.");
        _tableFailures = _meter.CreateCounter<long>("flexcore.cluster.tables.failures", "{statement}", "Statements on the cluster's tables that failed.");
        _probesMissed = _meter.CreateCounter<long>("flexcore.cluster.probes.missed", "{probe}", "Probes without an answer.");
        _votes = _meter.CreateCounter<long>("flexcore.cluster.votes", "{vote}", "Votes of this node that another is dead.");
        _meter.CreateObservableGauge("flexcore.cluster.health", () => Volatile.Read(ref _health), "{point}", "How far this node distrusts itself: 0 is well, 3 makes its time-outs four times as long.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Shows how many members there are, whether this node serves, and how many shards nobody does.</summary>
    internal void Observe(ClusterView view)
    {
        _meter.CreateObservableGauge("flexcore.cluster.members", () => view.Current.Serving.Count(), "{member}", "Members that are up or leaving.");
        _meter.CreateObservableGauge("flexcore.cluster.serving", () => view.IsServing ? 1 : 0, "{node}", "1 while this node may acknowledge writes.");
        _meter.CreateObservableGauge("flexcore.cluster.leading", () => view.Current.IsLeader ? 1 : 0, "{node}", "1 while this node leads.");
        _meter.CreateObservableGauge("flexcore.shards.unowned", () => Unowned(view.Current), "{shard}", "Shards without an owner that is up or leaving, as this node sees it.");
    }

    internal void CountHeartbeatFailure() => _heartbeatFailures.Add(1);

    internal void CountTableFailure() => _tableFailures.Add(1);

    internal void CountProbeMissed() => _probesMissed.Add(1);

    internal void CountVote() => _votes.Add(1);

    internal void NoteHealth(int score) => Volatile.Write(ref _health, score);

    private static int Unowned(ClusterState state)
    {
        var serving = state.Serving.Select(static member => member.Id).ToHashSet();
        return state.Shards.Rows.Count(row => row.Owner is not { } owner || !serving.Contains(owner));
    }
}
