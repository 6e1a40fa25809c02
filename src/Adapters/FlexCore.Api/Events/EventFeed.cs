using System.Buffers;
using System.Text;
using System.Text.Json;
using FlexCore.Api.Sse;
using FlexCore.Application.EventStreams;

namespace FlexCore.Api.Events;

/// <summary>Sends committed events, and after each part the cursor to resume from.</summary>
/// <remarks>Owned by one connection's loop.</remarks>
/// <param name="start">Where the client begins.</param>
internal sealed class EventFeed(string start) : ISseFeed<FeedSlice>
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private string _reached = start;

    /// <inheritdoc/>
    public void WriteHello(SseWriter writer) => WriteHeartbeat(writer);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(SseWriter writer, FeedSlice item, CancellationToken cancellationToken)
    {
        foreach (var recorded in item.Events)
        {
            writer.Event(Json(recorded));
            await writer.FlushIfFullAsync(cancellationToken);
        }

        if (item.Scavenged > 0)
        {
            writer.Event(Encoding.UTF8.GetBytes(FormattableString.Invariant($$"""{"scavenged":{{item.Scavenged}}}""")), name: "scavenged"u8);
        }

        // A client resumes at the end of a part: at least once.
        _reached = item.Cursor;
        writer.Id(_reached);
        writer.End();
    }

    /// <inheritdoc/>
    public void WriteHeartbeat(SseWriter writer)
    {
        writer.Id(_reached);
        writer.Comment("heartbeat"u8);
    }

    private ReadOnlySpan<byte> Json(RecordedEvent recorded)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        RecordedEventJson.Write(json, recorded);
        json.Flush();
        return _buffer.WrittenSpan;
    }
}
