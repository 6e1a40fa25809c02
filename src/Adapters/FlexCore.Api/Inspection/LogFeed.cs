using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FlexCore.Api.Sse;
using FlexCore.Application.Inspection;

namespace FlexCore.Api.Inspection;

/// <summary>Sends log events.</summary>
/// <remarks>Owned by one connection's loop.</remarks>
/// <param name="node">The node whose events they are.</param>
/// <param name="life">Which life of its process.</param>
internal sealed class LogFeed(string node, string life) : ISseFeed<LogEvent>
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <inheritdoc/>
    public void WriteHello(SseWriter writer) => writer.Comment("connected"u8);

    /// <inheritdoc/>
    public void WriteHeartbeat(SseWriter writer) => writer.Comment("heartbeat"u8);

    /// <inheritdoc/>
    public ValueTask WriteAsync(SseWriter writer, LogEvent item, CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            JsonSerializer.Serialize(json, LogLine.Of(node, item), InspectionJson.Default.LogLine);
        }

        writer.Id(string.Create(CultureInfo.InvariantCulture, $"{life}-{item.Number}"));
        writer.Event(_buffer.WrittenSpan);
        return writer.FlushIfFullAsync(cancellationToken);
    }
}
