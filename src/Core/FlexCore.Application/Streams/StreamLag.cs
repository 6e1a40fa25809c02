namespace FlexCore.Application.Streams;

/// <summary>How far a run is behind. Each value is <see langword="null"/> until it is known, or where the source cannot know it.</summary>
/// <param name="Latency">How long the last records took from being read to being taken by the sinks.</param>
/// <param name="Age">How long ago the newest processed record came into being at the source (was appended or received).</param>
/// <param name="BacklogRecords">Records at the source that were not read yet.</param>
/// <param name="BacklogBytes">Bytes at the source that were not read yet.</param>
public sealed record StreamLag(TimeSpan? Latency, TimeSpan? Age, long? BacklogRecords, long? BacklogBytes);
