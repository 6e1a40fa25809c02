namespace FlexCore.Client.Models;

/// <summary>What one operator of a stream at work has done since the run started in the node's process.</summary>
/// <param name="Name">Its name, for example <c>2:filter</c>: also that of its edge for taps.</param>
/// <param name="Kind">What it is.</param>
/// <param name="RecordsIn">Records that came in.</param>
/// <param name="RecordsOut">Records that went out.</param>
/// <param name="Errors">Records that it could not process.</param>
/// <param name="BusySeconds">Time at work, summed over its workers.</param>
/// <param name="BackPressuredSeconds">Source: time it had a chunk and the steps had no room, so the busiest operator is the bottleneck; throttle: time it made records wait; 0 for all others, which have no queue between them.</param>
/// <param name="IdleSeconds">The rest of its workers' time.</param>
/// <param name="QueueDepth">Chunks that wait, where there is a queue.</param>
/// <param name="QueueCapacity">How many chunks may wait.</param>
public sealed record OperatorInfo(
    string Name, string Kind, long RecordsIn, long RecordsOut, long Errors, double BusySeconds, double BackPressuredSeconds, double IdleSeconds, int? QueueDepth, int? QueueCapacity);
