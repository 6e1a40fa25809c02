using System.Text;
using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Journal;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Domain;

namespace FlexCore.Application.Projections;

/// <summary>An event as projections see it: one of the system's own, or one that a user appended, whose content is unwrapped.</summary>
/// <remarks>Used by one thread at a time; the content is read when it is first asked for.</remarks>
public sealed class ProjectedEvent
{
    /// <summary>The kind of stream that holds users' own events.</summary>
    public const string UserKind = "event-stream";

    private readonly StoredEvent _stored;
    private readonly DeclaredEventTypes _types;
    private readonly bool _addressesPersonal;
    private JsonElement? _payload;
    private JsonElement? _data;

    /// <summary>Shows a stored event.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="types">The declared types; <see langword="null"/> for none.</param>
    /// <param name="addressesPersonal">Whether sealed values say where they come from, so that they can be opened in documents.</param>
    public ProjectedEvent(StoredEvent stored, DeclaredEventTypes? types = null, bool addressesPersonal = false)
    {
        ArgumentNullException.ThrowIfNull(stored);
        (_stored, _addressesPersonal) = (stored, addressesPersonal);
        _types = types ?? DeclaredEventTypes.None;
    }

    /// <summary>The event's id.</summary>
    public Guid Id => _stored.Id;

    /// <summary>The tenant.</summary>
    public TenantId Tenant => _stored.Stream.Tenant;

    /// <summary>The stream.</summary>
    public EntityId Stream => _stored.Stream;

    /// <summary>The kind of stream, for example <c>pipeline</c>.</summary>
    public string Kind => _stored.Stream.Kind;

    /// <summary>The stream's key: the id of what the events are about.</summary>
    public string Key => _stored.Stream.Key;

    /// <summary>What the stream is about: as the user said it, else the kind of the stream.</summary>
    public string AggregateType => IsUserEvent && Payload.TryGetProperty("aggregateType", out var about) && about.GetString() is { } name ? name : Kind;

    /// <summary>The type name, for example <c>pipeline.started</c> or <c>OrderPlaced</c>.</summary>
    public string Type => _stored.Type;

    /// <summary>Its place in the stream, from 1.</summary>
    public long Version => _stored.Version;

    /// <summary>The stream's shard.</summary>
    public int Shard => _stored.Shard;

    /// <summary>Its place in the shard, from 1.</summary>
    public long Offset => _stored.Offset;

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset Time => _stored.Metadata.Time.ToUniversalTime();

    /// <summary>Who caused it.</summary>
    public string Principal => _stored.Metadata.Principal;

    /// <summary>The chain of work it belongs to.</summary>
    public string CorrelationId => _stored.Metadata.CorrelationId;

    /// <summary>Whether a user appended it.</summary>
    public bool IsUserEvent => Kind == UserKind;

    /// <summary>What it says: a JSON object. An event of a declared type says it as the newest version of that.</summary>
    /// <exception cref="JsonException">The stored content is no JSON.</exception>
    /// <exception cref="UnknownEventException">It cannot be read as the newest version: a step fails on it, or it is of a version that this node does not know.</exception>
    public JsonElement Data => _data ??= ReadData();

    private JsonElement Payload => _payload ??= Parse();

    private JsonElement ReadData()
    {
        if (!IsUserEvent || !Payload.TryGetProperty("data", out var data))
        {
            return Payload;
        }

        if (_types.Find(Type) is not { } type || type.Newest == _stored.SchemaVersion)
        {
            return data;
        }

        var outcome = _types.Upcast(Type, _stored.SchemaVersion, data.GetRawText());
        return outcome.Fault is { } fault ? throw new UnknownEventException(Type, _stored.SchemaVersion, fault) : Parse(Encoding.UTF8.GetBytes(outcome.Data));
    }

    private JsonElement Parse() => Parse(_addressesPersonal && IsUserEvent ? AddressedValues.Address(Stream, _stored.Payload) : _stored.Payload);

    // Without rented memory: the element is handed out, and kept in documents without being copied.
    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        var root = JsonElement.Parse(json.Span);
        return root.ValueKind == JsonValueKind.Object ? root : throw new JsonException($"The content is {root.ValueKind}, not an object");
    }
}
