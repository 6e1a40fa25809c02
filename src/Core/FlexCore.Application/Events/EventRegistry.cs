using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlexCore.Application.Events;

/// <summary>The stored names, versions and shapes of one aggregate's events. Names are a contract; class names are not.</summary>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
/// <remarks>
/// An event of today's version is read straight into its class. An older one is parsed, passed through the upcasters of the versions
/// in between and then read, so that <c>Evolve</c> only ever sees today's shape. Immutable and thread-safe.
/// </remarks>
public sealed class EventRegistry<TEvent> : IEventCodec<TEvent>
    where TEvent : class
{
    private readonly FrozenDictionary<Type, EventRegistration<TEvent>> _byClass;
    private readonly FrozenDictionary<string, EventRegistryEntry<TEvent>> _byType;

    internal EventRegistry(IEnumerable<EventRegistryEntry<TEvent>> entries)
    {
        _byType = entries.ToFrozenDictionary(entry => entry.Registration.Type, StringComparer.Ordinal);
        _byClass = _byType.Values.ToFrozenDictionary(entry => entry.Registration.EventType, entry => entry.Registration);
        Registered = [.. _byType.Values
            .Select(entry => new RegisteredEvent(entry.Registration.Type, entry.Registration.SchemaVersion, entry.Registration.Shape))
            .OrderBy(entry => entry.Type, StringComparer.Ordinal)];
    }

    /// <summary>Every registered event, ordered by type name.</summary>
    public IReadOnlyList<RegisteredEvent> Registered { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The event's class is not registered.</exception>
    public EncodedEvent Encode(TEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return _byClass.TryGetValue(@event.GetType(), out var registration)
            ? new EncodedEvent(registration.Type, registration.SchemaVersion, registration.Encode(@event))
            : throw new ArgumentException(
                $"The event class {@event.GetType().Name} has no stored name: register it with {nameof(EventRegistryBuilder<TEvent>)}.{nameof(EventRegistryBuilder<TEvent>.Add)}.");
    }

    /// <inheritdoc/>
    public TEvent Decode(string type, int schemaVersion, ReadOnlyMemory<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!_byType.TryGetValue(type, out var entry))
        {
            throw new UnknownEventException(type, schemaVersion, "this program knows no event of that name; a newer program may have written it");
        }

        var newest = entry.Registration.SchemaVersion;
        if (schemaVersion < 1 || schemaVersion > newest)
        {
            throw new UnknownEventException(type, schemaVersion, $"this program reads versions 1 to {newest}; a newer program may have written it");
        }

        try
        {
            var @event = schemaVersion == newest ? entry.Registration.Decode(payload.Span) : Upcast(entry, schemaVersion, payload.Span);
            return @event ?? throw new UnknownEventException(type, schemaVersion, "the payload is null");
        }
        catch (Exception error) when (IsMisfit(error))
        {
            throw new UnknownEventException(type, schemaVersion, $"the payload does not fit ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static TEvent? Upcast(EventRegistryEntry<TEvent> entry, int schemaVersion, ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        var node = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("The payload is not a JSON object");
        if (reader.Read())
        {
            throw new JsonException("The payload goes on after its JSON object");
        }

        for (var version = schemaVersion; version < entry.Registration.SchemaVersion; version++)
        {
            node = entry.Chain[version - 1](node)
                ?? throw new JsonException($"The upcaster from version {version} gave nothing");
        }

        return entry.Registration.Decode(node);
    }

    // What a converter, an event's own constructor or an upcaster throws over a payload it cannot use. Anything else is a fault of the
    // program and is not disguised as a fault of the data.
    private static bool IsMisfit(Exception error) =>
        error is JsonException or ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException
            or OverflowException or NotSupportedException;
}
