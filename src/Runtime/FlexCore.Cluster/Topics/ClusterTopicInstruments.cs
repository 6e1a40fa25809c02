using System.Diagnostics.Metrics;

namespace FlexCore.Cluster.Topics;

/// <summary>The metrics of topics between nodes, in the meter <c>FlexCore.Cluster</c>. Thread-safe.</summary>
internal sealed class ClusterTopicInstruments : IDisposable
{
    private readonly Meter _meter = new("FlexCore.Cluster");
    private readonly Counter<long> _sent;
    private readonly Counter<long> _received;
    private readonly Counter<long> _dropped;

    internal ClusterTopicInstruments()
    {
        _sent = _meter.CreateCounter<long>("flexcore.topics.remote.sent", "{message}", "Messages sent to other nodes, once for each node with subscribers.");
        _received = _meter.CreateCounter<long>("flexcore.topics.remote.received", "{message}", "Messages of other nodes.");
        _dropped = _meter.CreateCounter<long>("flexcore.topics.remote.dropped", "{message}", "Messages not sent to a node with subscribers because it is slow or cannot be reached.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountSent() => _sent.Add(1);

    internal void CountReceived() => _received.Add(1);

    internal void CountDropped() => _dropped.Add(1);
}
