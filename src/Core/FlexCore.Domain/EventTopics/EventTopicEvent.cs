namespace FlexCore.Domain.EventTopics;

/// <summary>Something that happened to an event topic. The family is closed: every event is nested here.</summary>
public abstract record EventTopicEvent
{
    private EventTopicEvent()
    {
    }

    /// <summary>The topic exists.</summary>
    /// <param name="Tenant">Who owns it.</param>
    /// <param name="Owner">The principal whose append created it.</param>
    public sealed record Created(TenantId Tenant, string Owner) : EventTopicEvent;

    /// <summary>Records were appended, or a part of a large append.</summary>
    /// <param name="First">The number of the first record in the topic, from 1 without holes.</param>
    /// <param name="Offset">How many bytes of records come before them in the topic.</param>
    /// <param name="Count">How many records there are.</param>
    /// <param name="Lines">The records as NDJSON, each followed by one line feed.</param>
    /// <param name="Producer">The producer and the number of the last row in this event, when the producer numbers its rows.</param>
    public sealed record RecordsAppended(long First, long Offset, int Count, ReadOnlyMemory<byte> Lines, ProducerRow? Producer) : EventTopicEvent
    {
        /// <inheritdoc/>
        public bool Equals(RecordsAppended? other) =>
            other is not null && First == other.First && Offset == other.Offset && Count == other.Count && Producer == other.Producer
            && Lines.Span.SequenceEqual(other.Lines.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(First, Offset, Count, Lines.Length, Producer);
    }
}
