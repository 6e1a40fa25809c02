using System.Diagnostics.Metrics;

namespace FlexCore.Hosting.Events;

/// <summary>The metrics of the event index, in the meter <c>FlexCore.EventIndex</c>. Thread-safe; one per node, disposed with it.</summary>
internal sealed class EventIndexInstruments : IDisposable
{
    private readonly Meter _meter = new("FlexCore.EventIndex");

    /// <summary>Offers them.</summary>
    /// <param name="lag">Asked when somebody collects.</param>
    public EventIndexInstruments(Func<long> lag) => _meter.CreateObservableGauge(
        "flexcore.event_index.lag", lag, "{event}", "Committed events that the index, where this node fills it, does not have yet; questions read them from the feed.");

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
