using System.Buffers;
using System.Text.Json;
using FlexCore.Api.Sse;
using FlexCore.Application.Streams;

namespace FlexCore.Api.V1;

/// <summary>Sends the records of a tap. What the client was too slow for is told as an event <c>dropped</c> with its count.</summary>
/// <remarks>Owned by one connection's loop.</remarks>
internal sealed class TapFeed : ISseFeed<TapRecord>
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private long _last;

    /// <inheritdoc/>
    public void WriteHello(SseWriter writer) => writer.Comment("connected"u8);

    /// <inheritdoc/>
    public void WriteHeartbeat(SseWriter writer) => writer.Comment("heartbeat"u8);

    /// <inheritdoc/>
    public ValueTask WriteAsync(SseWriter writer, TapRecord item, CancellationToken cancellationToken)
    {
        if (item.Number > _last + 1)
        {
            writer.Event(Json(json => json.WriteNumber("count", item.Number - _last - 1)), name: "dropped"u8);
        }

        _last = item.Number;
        writer.Event(Json(json =>
        {
            json.WriteString("edge", item.Edge);
            json.WriteNumber("number", item.Number);
            json.WriteNumber("skipped", item.Skipped);
            json.WriteString("at", item.At);
            json.WritePropertyName("record");
            json.WriteRawValue(item.Json);
        }));
        return writer.FlushIfFullAsync(cancellationToken);
    }

    private ReadOnlySpan<byte> Json(Action<Utf8JsonWriter> write)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return _buffer.WrittenSpan;
    }
}
