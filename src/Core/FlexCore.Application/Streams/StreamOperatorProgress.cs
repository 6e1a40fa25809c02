namespace FlexCore.Application.Streams;

/// <summary>What one part of a running graph has done since the run started in this process. The difference of two snapshots gives rates and shares.</summary>
/// <param name="Name">Names it in this graph: <c>source</c>, <c>2:filter</c>, <c>3.errors.1:map</c> inside a route, <c>sink:1</c>, <c>deadLetter</c>. Also the name of its edge for taps.</param>
/// <param name="Kind">What it is: <c>source</c>, the step's kind, <c>sink</c>.</param>
/// <param name="RecordsIn">Records that came in; for a source the records read.</param>
/// <param name="RecordsOut">Records that went out; for a branch once for each route taken.</param>
/// <param name="Errors">Records that it could not process, late ones included.</param>
/// <param name="Busy">Time spent at work, summed over its workers. Of a branch this includes the stateless steps at the beginning of its routes.</param>
/// <param name="BackPressured">
/// Time it was held up. For the source: it had a chunk, and the steps behind it had no room, so the operator with the greatest <paramref name="Busy"/> is the bottleneck. For a
/// throttle: it made records wait. Steps and sinks have no queue of their own between them, so nothing of the kind can be measured there, and it is zero.
/// </param>
/// <param name="Idle">The rest of its workers' time.</param>
public sealed record StreamOperatorProgress(
    string Name,
    string Kind,
    long RecordsIn,
    long RecordsOut,
    long Errors,
    TimeSpan Busy,
    TimeSpan BackPressured,
    TimeSpan Idle)
{
    /// <summary>Chunks of records that were read and wait to be processed, for a source; <see langword="null"/> where there is no queue.</summary>
    public int? QueueDepth { get; init; }

    /// <summary>How many chunks may wait; reading stops at this bound.</summary>
    public int? QueueCapacity { get; init; }
}
