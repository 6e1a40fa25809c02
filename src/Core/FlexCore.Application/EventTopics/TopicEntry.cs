namespace FlexCore.Application.EventTopics;

/// <summary>A stored batch with its place in the topic's bytes.</summary>
/// <param name="Batch">What readers get.</param>
/// <param name="Offset">How many bytes of records come before it.</param>
internal sealed record TopicEntry(EventTopicBatch Batch, long Offset)
{
    /// <summary>How many bytes of records a reader has seen after this batch.</summary>
    public long End => Offset + Batch.Lines.Length;
}
