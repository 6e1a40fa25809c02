using FlexCore.Application.Events;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>How event streams are stored: the shape around a user's events, and the snapshot of a stream's state.</summary>
public static class EventStreamCodecs
{
    /// <summary>How the shape around a user's event is called in lists of stored shapes; the events themselves have names of their own.</summary>
    internal const string ShapeName = "event-stream.event";

    internal static readonly EventStreamJson Json = new(StoredJson.From(EventStreamJson.Default.Options));

    /// <summary>The events.</summary>
    public static IEventCodec<StreamEvent> Events { get; } = new EventStreamCodec();

    /// <summary>The shape around every event.</summary>
    public static RegisteredEvent Shape { get; } = new(ShapeName, 1, Json.StoredStreamEvent);

    /// <summary>The snapshot of an event stream's state.</summary>
    public static JsonSnapshotCodec<EventStreamState> Snapshots { get; } = new("event-stream", 1, Json.EventStreamState);
}
