using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>Records that follow each other in a topic: those of one append, or of several for a running pipeline.</summary>
/// <param name="Position">The position behind this batch: pass it to go on. Opaque; grows.</param>
/// <param name="FirstRecord">The number of the first record in the topic, from 1 without holes.</param>
/// <param name="Count">How many records there are.</param>
/// <param name="At">When the last of them were appended, by the appender's clock.</param>
/// <param name="Lines">NDJSON: each record followed by one line feed.</param>
public sealed record EventTopicBatch(long Position, long FirstRecord, int Count, DateTimeOffset At, ReadOnlyMemory<byte> Lines)
{
    /// <summary>The span that appended them, or <see langword="null"/> when the append was not traced.</summary>
    public TraceParent? TraceParent { get; init; }
}
