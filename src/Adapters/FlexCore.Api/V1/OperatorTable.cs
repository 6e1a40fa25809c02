using FlexCore.Application.Streams;

namespace FlexCore.Api.V1;

/// <summary>What the parts of a running stream have done. The difference of two tables gives rates and shares.</summary>
/// <param name="At">When the figures were taken.</param>
/// <param name="Operators">The parts, source first, sinks last.</param>
/// <param name="Lag">How far the run is behind.</param>
internal sealed record OperatorTable(DateTimeOffset At, IReadOnlyList<OperatorLine> Operators, LagLine Lag)
{
    /// <summary>The table of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="at">When the figures are taken.</param>
    public static OperatorTable Of(IStreamRun run, DateTimeOffset at) => new(at, [.. run.Operators.Select(OperatorLine.Of)], LagLine.Of(run.Lag));
}

/// <summary>What one part has done since the run started in this process.</summary>
/// <param name="Name">Its name, also that of its edge for taps.</param>
/// <param name="Kind">What it is.</param>
/// <param name="RecordsIn">Records that came in.</param>
/// <param name="RecordsOut">Records that went out.</param>
/// <param name="Errors">Records that it could not process.</param>
/// <param name="BusySeconds">Time at work, summed over its workers.</param>
/// <param name="BackPressuredSeconds">Source: time it had a chunk and the steps had no room; throttle: time it made records wait; 0 for all others, which have no queue between them.</param>
/// <param name="IdleSeconds">The rest of its workers' time.</param>
/// <param name="QueueDepth">Chunks that wait before it, where there is a queue.</param>
/// <param name="QueueCapacity">How many may wait.</param>
internal sealed record OperatorLine(
    string Name,
    string Kind,
    long RecordsIn,
    long RecordsOut,
    long Errors,
    double BusySeconds,
    double BackPressuredSeconds,
    double IdleSeconds,
    int? QueueDepth,
    int? QueueCapacity)
{
    /// <summary>The line of a part.</summary>
    /// <param name="part">The part.</param>
    public static OperatorLine Of(StreamOperatorProgress part) => new(
        part.Name,
        part.Kind,
        part.RecordsIn,
        part.RecordsOut,
        part.Errors,
        part.Busy.TotalSeconds,
        part.BackPressured.TotalSeconds,
        part.Idle.TotalSeconds,
        part.QueueDepth,
        part.QueueCapacity);
}

/// <summary>How far a run is behind; what is not known is left out.</summary>
/// <param name="LatencySeconds">How long the last records took from source to sinks.</param>
/// <param name="AgeSeconds">How long ago the newest processed record came into being.</param>
/// <param name="BacklogRecords">Records that were not read yet.</param>
/// <param name="BacklogBytes">Bytes that were not read yet.</param>
internal sealed record LagLine(double? LatencySeconds, double? AgeSeconds, long? BacklogRecords, long? BacklogBytes)
{
    /// <summary>The line of a lag.</summary>
    /// <param name="lag">The lag.</param>
    public static LagLine Of(StreamLag lag) => new(lag.Latency?.TotalSeconds, lag.Age?.TotalSeconds, lag.BacklogRecords, lag.BacklogBytes);
}
