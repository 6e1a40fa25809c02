namespace FlexCore.Client.Models;

/// <summary>How far a run is behind; what is not known is <see langword="null"/>.</summary>
/// <param name="LatencySeconds">How long the last records took from source to sinks.</param>
/// <param name="AgeSeconds">How long ago the newest processed record came into being.</param>
/// <param name="BacklogRecords">Records that were not read yet.</param>
/// <param name="BacklogBytes">Bytes that were not read yet.</param>
public sealed record LagInfo(double? LatencySeconds, double? AgeSeconds, long? BacklogRecords, long? BacklogBytes);
