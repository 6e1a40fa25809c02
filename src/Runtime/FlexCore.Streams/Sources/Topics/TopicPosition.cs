namespace FlexCore.Streams.Sources.Topics;

/// <summary>Where a reader of a topic stands.</summary>
/// <param name="After">The topic's position behind the last read batch.</param>
/// <param name="BytesIn">Bytes read so far.</param>
internal sealed record TopicPosition(long After, long BytesIn) : SourcePosition;
