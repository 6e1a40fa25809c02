namespace FlexCore.Application.EventTopics;

/// <summary>A running reader of a topic, as the backlog counts it. Written by its reader, read by those who append.</summary>
internal sealed class TopicConsumer
{
    private long _seen = -1;

    /// <summary>How many bytes of the topic it has taken; <see langword="null"/> before its first batch.</summary>
    public long? Seen => Volatile.Read(ref _seen) is var seen and >= 0 ? seen : null;

    public void Advance(long bytes) => Volatile.Write(ref _seen, bytes);
}
