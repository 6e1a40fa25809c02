using System.Diagnostics.Metrics;

namespace FlexCore.Streams.Observation;

/// <summary>The metrics of the operators of running streams, meter <c>FlexCore.Streams</c>; measured once for each batch.</summary>
internal static class OperatorInstruments
{
    private static readonly Meter Meter = new("FlexCore.Streams");

    /// <summary>Records that came into operators.</summary>
    public static Counter<long> RecordsIn { get; } = Meter.CreateCounter<long>("flexcore.streams.operator.records.in", "{record}", "Records that came into an operator.");

    /// <summary>Records that went out of operators.</summary>
    public static Counter<long> RecordsOut { get; } = Meter.CreateCounter<long>("flexcore.streams.operator.records.out", "{record}", "Records that went out of an operator.");

    /// <summary>Records that operators could not process.</summary>
    public static Counter<long> Errors { get; } = Meter.CreateCounter<long>("flexcore.streams.operator.errors", "{record}", "Records that an operator could not process.");

    /// <summary>Time at work.</summary>
    public static Counter<double> Busy { get; } = Meter.CreateCounter<double>("flexcore.streams.operator.busy", "s", "Time that an operator was at work, over all its workers.");

    /// <summary>Time held up.</summary>
    public static Counter<double> BackPressured { get; } = Meter.CreateCounter<double>("flexcore.streams.operator.back_pressured", "s", "Time that a source had records and the steps behind it had no room, or that a throttle made records wait; other operators have no queue and report none.");

    /// <summary>Waiting chunks.</summary>
    public static Gauge<int> QueueDepth { get; } = Meter.CreateGauge<int>("flexcore.streams.operator.queue_depth", "{chunk}", "Chunks of records that were read and wait to be processed.");

    /// <summary>From the source to the sinks.</summary>
    public static Histogram<double> Latency { get; } = Meter.CreateHistogram<double>("flexcore.streams.latency", "s", "Time of records from being read to being taken by the sinks.");

    /// <summary>Age of what is processed.</summary>
    public static Gauge<double> Age { get; } = Meter.CreateGauge<double>("flexcore.streams.age", "s", "Age of the newest record when it had been processed, where the source knows it.");

    /// <summary>Unread records.</summary>
    public static Gauge<long> Backlog { get; } = Meter.CreateGauge<long>("flexcore.streams.backlog", "{record}", "Records at the source that were not read yet, where the source knows it.");
}
