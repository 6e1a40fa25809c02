using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>Writes and reads the events of users under their own type names and schema versions. Pure and thread-safe.</summary>
internal sealed class EventStreamCodec : IEventCodec<StreamEvent>
{
    public EncodedEvent Encode(StreamEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        var stored = new StoredStreamEvent(@event.Data, @event.Metadata, @event.Tags.Count == 0 ? null : @event.Tags, @event.AggregateType, @event.Origin);
        return new EncodedEvent(@event.Type, @event.SchemaVersion, JsonSerializer.SerializeToUtf8Bytes(stored, EventStreamCodecs.Json.StoredStreamEvent));
    }

    public StreamEvent Decode(string type, int schemaVersion, ReadOnlyMemory<byte> payload)
    {
        try
        {
            var stored = JsonSerializer.Deserialize(payload.Span, EventStreamCodecs.Json.StoredStreamEvent)
                ?? throw new UnknownEventException(type, schemaVersion, "the payload is null");
            return new StreamEvent(type, schemaVersion, stored.Data)
            {
                Metadata = stored.Metadata,
                Tags = stored.Tags ?? [],
                AggregateType = stored.AggregateType,
                Origin = stored.Origin,
            };
        }
        catch (JsonException error)
        {
            throw new UnknownEventException(type, schemaVersion, $"the payload does not fit ({error.Message.TrimEnd('.')})", error);
        }
    }
}
