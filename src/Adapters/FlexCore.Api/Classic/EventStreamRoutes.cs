using FlexCore.Api.Cluster;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.EventTopics;

namespace FlexCore.Api.Classic;

/// <summary>Follows the topic <c>events</c> as the classic node did; asked for an aggregate, or by the classic event store's port, answers with the events of that stream.</summary>
/// <param name="topics">The topics.</param>
/// <param name="seek">Finds places.</param>
/// <param name="connections">Serves event streams.</param>
/// <param name="facts">What is known of the cluster.</param>
/// <param name="store">Reads streams of the event store.</param>
/// <param name="clock">The time shown.</param>
internal sealed class EventStreamRoutes(IEventTopics topics, TopicSeek seek, SseConnections connections, ClusterFacts facts, ClassicEventStore store, TimeProvider clock) : IRouteSet
{
    private const string PortHeader = "X-FlexCore-Classic";

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/events/stream", AnswerStyle.Text, "Follows events as server-sent events: connection, events with their number as id, heartbeats.", StreamAsync)
        {
            IsEventStream = true,
            Parameters = [RouteParameter.Query("aggregate_id", "Answers with the events of this stream as JSON instead: aggregate_id, events, retrieved_at, stream_size, total_events."), RouteParameter.Header(PortHeader, "8095 or 8100 asks the classic event store, where aggregate_id must be there."), RouteParameter.Header(TopicSeek.LastEventId, "The number of the last event seen: the stream goes on behind it.")],
            Response = new RouteBody("Events as they come.", "text/event-stream"),
            Problems = ["bad-cursor", "too-many-subscribers"],
        },
    ];

    private async Task StreamAsync(ApiExchange exchange)
    {
        if (exchange.Http.Request.Query.ContainsKey("aggregate_id") || exchange.Http.Request.Headers[PortHeader].ToString() is "8095" or "8100")
        {
            await ReadAsync(exchange);
            return;
        }

        var place = await seek.FindAsync(exchange, ClassicEvent.Topic);
        var origin = exchange.Http.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && LoopbackIdentity.IsLocalOrigin(origin))
        {
            // The classic node let every page of the web read its events; pages of this machine are enough.
            exchange.Http.Response.Headers.AccessControlAllowOrigin = origin;
            exchange.Http.Response.Headers.Vary = "Origin";
        }

        await connections.ServeAsync(
            exchange,
            stop => topics.SubscribeAsync(exchange.Security, ClassicEvent.Topic, place.Position, stop),
            new ClassicFeed(place, facts, clock));
    }

    private async Task ReadAsync(ApiExchange exchange)
    {
        var stream = ClassicEventStore.Required(exchange, "aggregate_id");
        var (events, hasMore) = await store.ReadAsync(exchange, stream);
        var size = hasMore ? await store.CountAsync(exchange, stream) : events.Count;
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("aggregate_id", stream);
            ClassicEventStore.Write(json, events);
            json.WriteString("retrieved_at", clock.GetUtcNow());
            json.WriteNumber("stream_size", size);
            json.WriteNumber("total_events", events.Count);
        });
    }
}
