using System.Buffers;
using System.Text.Json;
using FlexCore.Api.Sse;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Api.V1;

/// <summary>Sends committed events of one tenant, and with the last one of each batch the cursor to resume from.</summary>
/// <remarks>Owned by one connection's loop.</remarks>
/// <param name="tenant">Whose events are sent.</param>
/// <param name="kind">Only events of entities of this kind; <see langword="null"/> for all.</param>
/// <param name="start">Where the client begins.</param>
internal sealed class EventFeed(TenantId tenant, string? kind, FeedCursor start) : ISseFeed<FeedBatch>
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private FeedCursor _reached = start;

    /// <inheritdoc/>
    public void WriteHello(SseWriter writer) => WriteHeartbeat(writer);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(SseWriter writer, FeedBatch item, CancellationToken cancellationToken)
    {
        foreach (var stored in item.Events)
        {
            if (stored.Stream.Tenant == tenant && (kind is null || stored.Stream.Kind == kind))
            {
                writer.Event(Json(stored));
                await writer.FlushIfFullAsync(cancellationToken);
            }
        }

        // Events of a batch are not in the order of the cursor's text, so a client resumes at the end of a batch: at least once.
        _reached = item.Cursor;
        writer.Id(_reached.ToString());
        writer.End();
    }

    /// <inheritdoc/>
    public void WriteHeartbeat(SseWriter writer)
    {
        writer.Id(_reached.ToString());
        writer.Comment("heartbeat"u8);
    }

    private ReadOnlySpan<byte> Json(StoredEvent stored)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("id", stored.Id);
        json.WriteString("kind", stored.Stream.Kind);
        json.WriteString("key", stored.Stream.Key);
        json.WriteNumber("version", stored.Version);
        json.WriteString("type", stored.Type);
        json.WriteNumber("schemaVersion", stored.SchemaVersion);
        json.WriteString("at", stored.Metadata.Time);
        json.WriteString("principal", stored.Metadata.Principal);
        json.WriteString("correlationId", stored.Metadata.CorrelationId);
        json.WriteString("causationId", stored.Metadata.CausationId);
        json.WritePropertyName("payload");
        json.WriteRawValue(stored.Payload.Span);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenSpan;
    }
}
