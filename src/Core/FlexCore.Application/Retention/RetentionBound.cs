using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.Retention;

/// <summary>Up to where the events of an entity may go, as of one look. Immutable.</summary>
/// <param name="Policy">What is kept.</param>
/// <param name="Now">The instant of the look.</param>
/// <param name="End">How many records the topic has, or how many events the stream.</param>
/// <param name="Covered">The version that a snapshot covers.</param>
internal sealed record RetentionBound(RetentionPolicy Policy, DateTimeOffset Now, long End, long Covered)
{
    /// <summary>How many bytes of records the slowest running reader of a topic has read; null when none runs.</summary>
    public long? Read { get; init; }

    /// <summary>How far those have come who follow the feed; null when nobody is waited for.</summary>
    public FeedCursor? Followed { get; init; }

    /// <summary>Whether an event may go. What comes behind one that may not stays, too.</summary>
    public bool MayGo(StoredEvent stored)
    {
        if (stored.Version > Covered || (Followed is { } followed && stored.Offset > followed.OffsetOf(stored.Shard)))
        {
            return false;
        }

        var isOld = Policy.Age is { } age && stored.Metadata.Time + age <= Now;
        if (stored.Stream.Kind != EventTopicDecider.Kind)
        {
            return isOld || (Policy.Count is { } most && stored.Version <= End - most);
        }

        if (!string.Equals(stored.Type, EventTopicCodecs.RecordsType, StringComparison.Ordinal))
        {
            // Its creation and remembered answers: small, in the snapshot, and in nobody's way.
            return isOld || Policy.Count is not null;
        }

        var records = (EventTopicEvent.RecordsAppended)EventTopicCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload);
        var isOver = Policy.Count is { } kept && records.First + records.Count - 1 <= End - kept;
        return (isOld || isOver) && (Read is not { } read || records.Offset + records.Lines.Length <= read);
    }
}
