using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>Writes and reads the events of topics; records pass through as bytes. Pure and thread-safe.</summary>
internal sealed class EventTopicCodec : IEventCodec<EventTopicEvent>
{
    public EncodedEvent Encode(EventTopicEvent @event) => @event is EventTopicEvent.RecordsAppended records
        ? new EncodedEvent(EventTopicCodecs.RecordsType, EventTopicCodecs.RecordsVersion, RecordsPayload.Encode(records))
        : EventTopicCodecs.Plain.Encode(@event);

    public EventTopicEvent Decode(string type, int schemaVersion, ReadOnlyMemory<byte> payload)
    {
        if (!string.Equals(type, EventTopicCodecs.RecordsType, StringComparison.Ordinal))
        {
            return EventTopicCodecs.Plain.Decode(type, schemaVersion, payload);
        }

        if (schemaVersion != EventTopicCodecs.RecordsVersion)
        {
            throw new UnknownEventException(
                type, schemaVersion, $"this program reads version {EventTopicCodecs.RecordsVersion}; a newer program may have written it");
        }

        try
        {
            return RecordsPayload.Decode(payload);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new UnknownEventException(type, schemaVersion, $"the payload does not fit ({error.Message.TrimEnd('.')})", error);
        }
    }
}
