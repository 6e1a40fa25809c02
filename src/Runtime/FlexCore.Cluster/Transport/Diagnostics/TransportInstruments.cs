using System.Diagnostics.Metrics;

namespace FlexCore.Cluster.Transport.Diagnostics;

/// <summary>The metrics of the transport, in the meter <c>FlexCore.Cluster</c>.</summary>
/// <remarks>Thread-safe; one per node.</remarks>
internal sealed class TransportInstruments : IDisposable
{
    private readonly Meter _meter = new("FlexCore.Cluster");
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _overloaded;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _strangers;
    private readonly Counter<long> _bytes;
    private readonly Histogram<long> _batches;

    internal TransportInstruments()
    {
        _connections = _meter.CreateUpDownCounter<long>("flexcore.transport.connections", "{connection}", "Open connections with other nodes, those they made included.");
        _requests = _meter.CreateCounter<long>("flexcore.transport.requests", "{request}", "Requests sent to other nodes.");
        _overloaded = _meter.CreateCounter<long>("flexcore.transport.overloaded", "{request}", "Requests not sent because too much waited for that node.");
        _refused = _meter.CreateCounter<long>("flexcore.transport.refused", "{request}", "Requests and messages of other nodes that no service took.");
        _lost = _meter.CreateCounter<long>("flexcore.transport.lost", "{request}", "Requests whose connection ended before their answer.");
        _strangers = _meter.CreateCounter<long>("flexcore.transport.strangers", "{connection}", "Connections closed because the other end is no node of this cluster.");
        _bytes = _meter.CreateCounter<long>("flexcore.transport.sent", "By", "Bytes sent to other nodes.");
        _batches = _meter.CreateHistogram<long>("flexcore.transport.batch_size", "By", "Bytes that one write carried.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountConnection(int change) => _connections.Add(change);

    internal void CountRequest() => _requests.Add(1);

    internal void CountOverloaded() => _overloaded.Add(1);

    internal void CountRefused() => _refused.Add(1);

    internal void CountLost(int count) => _lost.Add(count);

    internal void CountStranger() => _strangers.Add(1);

    internal void CountSent(int bytes)
    {
        _bytes.Add(bytes);
        _batches.Record(bytes);
    }
}
