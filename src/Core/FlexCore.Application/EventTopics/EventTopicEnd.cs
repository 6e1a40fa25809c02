namespace FlexCore.Application.EventTopics;

/// <summary>How far a topic has come.</summary>
/// <param name="Position">The position behind the last record.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="Bytes">How many bytes they have together.</param>
/// <param name="ProducerRow">The number of the asked producer's last row; 0 when it has none.</param>
public sealed record EventTopicEnd(long Position, long Records, long Bytes, long ProducerRow);
