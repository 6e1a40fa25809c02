using System.Text.Json;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Projections;

/// <summary>An event as projections see it: one of the system's own, or one that a user appended, whose content is unwrapped.</summary>
/// <remarks>Used by one thread at a time; the content is read when it is first asked for.</remarks>
public sealed class ProjectedEvent
{
    /// <summary>The kind of stream that holds users' own events.</summary>
    public const string UserKind = "event-stream";

    private readonly StoredEvent _stored;
    private JsonElement? _payload;

    /// <summary>Shows a stored event.</summary>
    /// <param name="stored">The event.</param>
    public ProjectedEvent(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        _stored = stored;
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

    /// <summary>What it says: a JSON object.</summary>
    /// <exception cref="JsonException">The stored content is no JSON.</exception>
    public JsonElement Data => IsUserEvent && Payload.TryGetProperty("data", out var data) ? data : Payload;

    private JsonElement Payload => _payload ??= Parse();

    // Not disposed on purpose: the element is handed out, and what the document rents is given to the garbage collector with it.
    private JsonElement Parse()
    {
        var root = JsonDocument.Parse(_stored.Payload).RootElement;
        return root.ValueKind == JsonValueKind.Object ? root : throw new JsonException($"The content is {root.ValueKind}, not an object");
    }
}
