using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventIndex;

/// <summary>An event on its way into the index.</summary>
/// <param name="Recorded">The event.</param>
public readonly record struct EventEntry(RecordedEvent Recorded)
{
    /// <summary>Whether an event belongs into the index. Records of event topics do not: they are data on their way, found by reading their topic, and indexing them costs posts a third of their rate.</summary>
    /// <param name="stored">The event.</param>
    public static bool IsWanted(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Stream.Kind != EventTopicDecider.Kind;
    }

    /// <summary>Reads a stored event. One that this program cannot read is found by its type and correlation.</summary>
    /// <param name="stored">The event.</param>
    public static EventEntry Of(StoredEvent stored)
    {
        try
        {
            return new EventEntry(RecordedEvent.Of(stored));
        }
        catch (UnknownEventException)
        {
            // A newer program wrote it. What the journal itself knows of it is enough to find it.
            return new EventEntry(new RecordedEvent(stored));
        }
    }

    /// <summary>Where it stands in the order of time.</summary>
    public EventPlace Place => PlaceOf(Recorded);

    /// <summary>What it is found by.</summary>
    public IEnumerable<EventTerm> Terms
    {
        get
        {
            var tenant = Recorded.Stored.Stream.Tenant;
            yield return new EventTerm(tenant, EventTerm.Type, Recorded.Stored.Type);
            yield return new EventTerm(tenant, EventTerm.Correlation, Recorded.CorrelationId);
            foreach (var tag in Recorded.User?.Tags ?? [])
            {
                yield return new EventTerm(tenant, EventTerm.Tag, tag);
            }
        }
    }

    /// <summary>Where an event stands in the order of time.</summary>
    /// <param name="recorded">The event.</param>
    public static EventPlace PlaceOf(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return new EventPlace(recorded.Stored.Metadata.Time.UtcTicks, recorded.Stored.Shard, recorded.Stored.Offset);
    }
}
