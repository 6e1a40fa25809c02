using FlexCore.Application.EventTopics;

namespace FlexCore.Api.Sse;

/// <summary>Sends the records of an event topic, each with its number as id.</summary>
/// <param name="place">Where the client goes on.</param>
internal class TopicFeed(TopicPlace place) : ISseFeed<EventTopicBatch>
{
    /// <inheritdoc/>
    public virtual void WriteHello(SseWriter writer) => writer.Comment("connected"u8);

    /// <inheritdoc/>
    public virtual void WriteHeartbeat(SseWriter writer) => writer.Comment("heartbeat"u8);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(SseWriter writer, EventTopicBatch item, CancellationToken cancellationToken)
    {
        var rest = item.Lines;
        for (var record = item.FirstRecord; !rest.IsEmpty; record++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            if (record > place.Record)
            {
                writer.Event(rest.Span[..end], record);
                await writer.FlushIfFullAsync(cancellationToken);
            }

            rest = rest[(end + 1)..];
        }
    }
}
