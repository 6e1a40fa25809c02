using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace FlexCore.Application.Events;

/// <summary>How one event type is written and read. Immutable.</summary>
internal abstract class EventRegistration<TEvent>(string type, int schemaVersion)
{
    public string Type { get; } = type;

    public int SchemaVersion { get; } = schemaVersion;

    public abstract Type EventType { get; }

    public abstract JsonTypeInfo Shape { get; }

    public abstract byte[] Encode(TEvent @event);

    public abstract TEvent? Decode(ReadOnlySpan<byte> payload);

    public abstract TEvent? Decode(JsonObject payload);
}

/// <inheritdoc/>
internal sealed class EventRegistration<TEvent, T>(string type, int schemaVersion, JsonTypeInfo<T> shape)
    : EventRegistration<TEvent>(type, schemaVersion)
    where T : class, TEvent
{
    public override Type EventType => typeof(T);

    public override JsonTypeInfo Shape => shape;

    public override byte[] Encode(TEvent @event) => JsonSerializer.SerializeToUtf8Bytes((T)@event!, shape);

    public override TEvent? Decode(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize(payload, shape);

    public override TEvent? Decode(JsonObject payload) => payload.Deserialize(shape);
}
