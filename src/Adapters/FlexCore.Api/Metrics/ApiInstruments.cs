using System.Diagnostics.Metrics;

namespace FlexCore.Api.Metrics;

/// <summary>What the HTTP API measures beside the server's own figures, in the meter <c>FlexCore.Api</c>.</summary>
/// <remarks>Thread-safe; one per host.</remarks>
internal sealed class ApiInstruments : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FlexCore.Api";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _records;
    private readonly Counter<long> _slow;

    /// <summary>Creates the instruments.</summary>
    public ApiInstruments()
    {
        EventStreams = _meter.CreateUpDownCounter<int>("flexcore.api.event_streams", "{stream}", "Open event streams (SSE).");
        _records = _meter.CreateCounter<long>("flexcore.api.records", "{record}", "Records that were taken over HTTP and are durable.");
        _slow = _meter.CreateCounter<long>("flexcore.api.event_streams.slow", "{stream}", "Event streams that were closed because their client did not read.");
    }

    /// <summary>Open event streams.</summary>
    public UpDownCounter<int> EventStreams { get; }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Counts records that are durable.</summary>
    /// <param name="count">How many.</param>
    public void CountRecords(int count) => _records.Add(count);

    /// <summary>Counts a client that did not read.</summary>
    public void CountSlow() => _slow.Add(1);
}
