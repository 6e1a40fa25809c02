using System.Diagnostics.Metrics;

namespace FlexCore.Streams.Execution;

/// <summary>The metrics of running streams, meter <c>FlexCore.Streams</c>.</summary>
internal static class StreamInstruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FlexCore.Streams";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Records read from sources.</summary>
    public static Counter<long> RecordsIn { get; } = Meter.CreateCounter<long>("flexcore.streams.records.in", "{record}", "Records read from sources.");

    /// <summary>Records written to sinks.</summary>
    public static Counter<long> RecordsOut { get; } = Meter.CreateCounter<long>("flexcore.streams.records.out", "{record}", "Records written to sinks.");

    /// <summary>Failed records by reason.</summary>
    public static Counter<long> Errors { get; } = Meter.CreateCounter<long>("flexcore.streams.errors", "{record}", "Records that a step could not process, by reason.");

    /// <summary>Dead letters written.</summary>
    public static Counter<long> DeadLetters { get; } = Meter.CreateCounter<long>("flexcore.streams.dead_letters", "{record}", "Records written to dead-letter sinks.");

    /// <summary>Records that dedupe steps dropped.</summary>
    public static Counter<long> Duplicates { get; } = Meter.CreateCounter<long>("flexcore.streams.duplicates", "{record}", "Records that dedupe steps dropped.");

    /// <summary>Looks at lookup tables that found none that can be read; the rows stay as they were.</summary>
    public static Counter<long> LookupRefreshFailures { get; } =
        Meter.CreateCounter<long>("flexcore.streams.lookup.refresh.failures", "{refresh}", "Lookup tables that could not be read again; the rows stayed as they were.");

    /// <summary>Restarts from a checkpoint.</summary>
    public static Counter<long> Restarts { get; } = Meter.CreateCounter<long>("flexcore.streams.restarts", "{restart}", "Restarts after an unavailable source or sink.");

    /// <summary>How long checkpoints take, which is how long records wait for them.</summary>
    public static Histogram<double> CheckpointDuration { get; } = Meter.CreateHistogram<double>("flexcore.streams.checkpoint.duration", "s", "Time to take a checkpoint and make it durable.");

    /// <summary>How large checkpoints are.</summary>
    public static Histogram<long> CheckpointSize { get; } = Meter.CreateHistogram<long>("flexcore.streams.checkpoint.size", "By", "Bytes of a checkpoint.");
}
