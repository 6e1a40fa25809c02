namespace FlexCore.Api.V1;

/// <summary>The node.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="State"><c>starting</c>, <c>ready</c>, <c>stopping</c> or <c>failed</c>.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="DataFolder">Where it keeps its data.</param>
/// <param name="StartedAt">When it began to start.</param>
/// <param name="UptimeSeconds">How long ago that was.</param>
/// <param name="StreamsAtWork">How many streams and jobs are at work.</param>
/// <param name="EventStreams">How many event streams (SSE) are open.</param>
internal sealed record NodeInfo(
    string Id,
    string Version,
    string State,
    string? Failure,
    string DataFolder,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    int StreamsAtWork,
    int EventStreams);
