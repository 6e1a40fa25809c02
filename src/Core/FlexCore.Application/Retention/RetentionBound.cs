using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.Retention;

/// <summary>Up to where the events of a topic may go, as of one look. Immutable.</summary>
/// <param name="Policy">What the topic keeps.</param>
/// <param name="Now">The instant of the look.</param>
/// <param name="Records">How many records the topic has.</param>
/// <param name="Covered">The version of the snapshot.</param>
/// <param name="Read">How many bytes of records the slowest running reader has read; <see langword="null"/> when none runs.</param>
internal sealed record RetentionBound(RetentionPolicy Policy, DateTimeOffset Now, long Records, long Covered, long? Read)
{
    /// <summary>Whether an event may go. What comes behind one that may not stays, too.</summary>
    public bool MayGo(StoredEvent stored)
    {
        if (stored.Version > Covered)
        {
            return false;
        }

        var isOld = Policy.Age is { } age && stored.Metadata.Time + age <= Now;
        if (!string.Equals(stored.Type, EventTopicCodecs.RecordsType, StringComparison.Ordinal))
        {
            // Its creation and remembered answers: small, in the snapshot, and in nobody's way.
            return isOld || Policy.Records is not null;
        }

        var records = (EventTopicEvent.RecordsAppended)EventTopicCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload);
        var isOver = Policy.Records is { } kept && records.First + records.Count - 1 <= Records - kept;
        return (isOld || isOver) && (Read is not { } read || records.Offset + records.Lines.Length <= read);
    }
}
