using System.Diagnostics.Metrics;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>The metrics of both buses, in the meter <c>FlexCore.Messaging</c>. Thread-safe; one per node, disposed with it.</summary>
internal sealed class MessagingInstruments : IDisposable
{
    internal const string MeterName = "FlexCore.Messaging";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Counter<long> _followUpFailures;

    internal MessagingInstruments()
    {
        _duration = _meter.CreateHistogram<double>("flexcore.messaging.duration", "s", "Time from sending a command or query to its answer.");
        _inFlight = _meter.CreateUpDownCounter<long>("flexcore.messaging.in_flight", "{message}", "Commands and queries at work.");
        _followUpFailures = _meter.CreateCounter<long>("flexcore.messaging.follow_up.failures", "{failure}", "Subscribers and work after a commit that threw; their commands had succeeded.");
    }

    internal Meter Meter => _meter;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Enter() => _inFlight.Add(1);

    internal void Leave() => _inFlight.Add(-1);

    internal void CountFollowUpFailure() => _followUpFailures.Add(1);

    internal void RecordDuration(MessageDescription message, string outcome, TimeSpan duration) => _duration.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("kind", message.Kind == MessageKind.Command ? "command" : "query"),
        new KeyValuePair<string, object?>("message", message.Name),
        new KeyValuePair<string, object?>("outcome", outcome));
}
