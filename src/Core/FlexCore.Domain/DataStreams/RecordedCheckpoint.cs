namespace FlexCore.Domain.DataStreams;

/// <summary>The newest durable checkpoint of a run, as people and decisions need it. The bytes are in the checkpoint store.</summary>
/// <param name="Sequence">Its number within the run, from 1 and growing.</param>
/// <param name="Counters">What the run had done by then.</param>
/// <param name="Position">Where in the source it was, as text for people.</param>
public sealed record RecordedCheckpoint(long Sequence, StreamCounters Counters, string Position);
