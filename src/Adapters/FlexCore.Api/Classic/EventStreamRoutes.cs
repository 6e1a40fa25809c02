using FlexCore.Api.Cluster;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.EventTopics;

namespace FlexCore.Api.Classic;

/// <summary>Follows the topic <c>events</c> as the classic node did.</summary>
/// <param name="topics">The topics.</param>
/// <param name="seek">Finds places.</param>
/// <param name="connections">Serves event streams.</param>
/// <param name="facts">What is known of the cluster.</param>
/// <param name="clock">The time shown.</param>
internal sealed class EventStreamRoutes(IEventTopics topics, TopicSeek seek, SseConnections connections, ClusterFacts facts, TimeProvider clock) : IRouteSet
{
    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/events/stream", AnswerStyle.Text, "Follows events as server-sent events: connection, events with their number as id, heartbeats.", StreamAsync)
        {
            IsEventStream = true,
            Parameters = [RouteParameter.Header(TopicSeek.LastEventId, "The number of the last event seen: the stream goes on behind it.")],
            Response = new RouteBody("Events as they come.", "text/event-stream"),
            Problems = ["bad-cursor", "too-many-subscribers"],
        },
    ];

    private async Task StreamAsync(ApiExchange exchange)
    {
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
}
