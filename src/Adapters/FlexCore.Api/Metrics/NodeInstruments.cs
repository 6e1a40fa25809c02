using System.Diagnostics.Metrics;

namespace FlexCore.Api.Metrics;

/// <summary>What is known of the node itself, in the meter <c>FlexCore.Node</c>.</summary>
/// <remarks>Thread-safe; one per serving node.</remarks>
internal sealed class NodeInstruments : IDisposable
{
    public const string MeterName = "FlexCore.Node";

    private readonly Meter _meter = new(MeterName);

    public NodeInstruments(DateTimeOffset startedAt, Func<int> activeNodes)
    {
        _meter.CreateObservableGauge("flexcore.nodes.active", activeNodes, "{node}", "Nodes that serve, as this node sees the cluster.");
        _meter.CreateObservableGauge(
            "flexcore.node.start_time", () => startedAt.ToUnixTimeMilliseconds() / 1000.0, "s", "When this node began to serve, seconds since 1970.");
    }

    public void Dispose() => _meter.Dispose();
}
