using System.Diagnostics.Metrics;
using FlexCore.Actors.Diagnostics;

namespace FlexCore.Actors.Topics;

/// <summary>The metrics of the topic bus, in the meter <c>FlexCore.Actors</c>.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TopicInstruments : IDisposable
{
    private readonly Meter _meter = new(ActorInstruments.MeterName);
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _dropped;

    internal TopicInstruments(Func<int> subscriptions)
    {
        _delivered = _meter.CreateCounter<long>("flexcore.topics.delivered", "{message}", "Messages handed to subscribers.");
        _dropped = _meter.CreateCounter<long>("flexcore.topics.dropped", "{message}", "Messages dropped because a subscriber was slow.");
        _meter.CreateObservableUpDownCounter("flexcore.topics.subscriptions", subscriptions, "{subscription}", "Open subscriptions.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountDelivered(int count) => _delivered.Add(count);

    internal void CountDropped() => _dropped.Add(1);
}
