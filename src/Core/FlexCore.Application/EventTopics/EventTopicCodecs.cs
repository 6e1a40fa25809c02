using FlexCore.Application.Events;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>How event topics are stored: the names, versions and shapes of their events and of their snapshot.</summary>
public static class EventTopicCodecs
{
    internal const string CreatedType = "event-topic.created";
    internal const string RecordsType = "event-topic.records-appended";
    internal const int RecordsVersion = 1;

    internal static readonly EventTopicJson Json = new(StoredJson.From(EventTopicJson.Default.Options));

    internal static readonly EventRegistry<EventTopicEvent> Plain = new EventRegistryBuilder<EventTopicEvent>()
        .Add(CreatedType, 1, Json.Created)
        .Build();

    /// <summary>The events.</summary>
    public static IEventCodec<EventTopicEvent> Events { get; } = new EventTopicCodec();

    /// <summary>Every registered event, ordered by type name.</summary>
    public static IReadOnlyList<RegisteredEvent> Registered { get; } = [.. Plain.Registered, new RegisteredEvent(RecordsType, RecordsVersion, Json.StoredRecords)];

    /// <summary>The snapshot of an event topic's state.</summary>
    public static JsonSnapshotCodec<EventTopicState> Snapshots { get; } = new("event-topic", 1, Json.EventTopicState);
}
