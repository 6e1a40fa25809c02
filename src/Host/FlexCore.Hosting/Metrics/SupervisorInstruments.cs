using System.Diagnostics.Metrics;
using FlexCore.Application.Supervision;

namespace FlexCore.Hosting.Metrics;

/// <summary>The metrics of the node's streams as a whole, in the meter <c>FlexCore.Streams</c>. Measured only when somebody collects them.</summary>
/// <remarks>Thread-safe; one per node, disposed with it.</remarks>
internal sealed class SupervisorInstruments : IDisposable
{
    private readonly Meter _meter = new("FlexCore.Streams");

    public SupervisorInstruments(StreamWatch watch, TimeProvider clock)
    {
        _meter.CreateObservableGauge("flexcore.streams.checkpoint.age", () => Ages(watch, clock), "s", "Time since the last checkpoint of a running stream, or since its start before the first one.");
        _meter.CreateObservableGauge("flexcore.streams.stranded", watch.CountStranded, "{stream}", "Streams that should run and do not: they wait for a restart or for a person.");
    }

    public Meter Meter => _meter;

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Ages(StreamWatch watch, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return watch.AtWork().Select(stream => new Measurement<double>(
            (now - stream.SafeAt).TotalSeconds,
            new KeyValuePair<string, object?>("pipeline", stream.Pipeline.Key),
            new KeyValuePair<string, object?>("tenant", stream.Pipeline.Tenant.Value)));
    }
}
