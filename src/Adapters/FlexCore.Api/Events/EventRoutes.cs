using FlexCore.Api.Limits;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Api.V1;
using FlexCore.Application.EventStreams;

namespace FlexCore.Api.Events;

/// <summary>The committed events of all entities of a tenant: in parts, or followed live by server-sent events or a WebSocket.</summary>
/// <param name="tail">The events.</param>
/// <param name="connections">Serves event streams.</param>
/// <param name="sockets">Serves WebSockets.</param>
/// <param name="options">The largest part.</param>
internal sealed class EventRoutes(IEventTail tail, SseConnections connections, EventSockets sockets, ApiOptions options) : IRouteSet
{
    private const int LimitDefault = 100;

    private static readonly RouteParameter From = RouteParameter.Query("from", "Where to begin without a cursor: end (new events only) or start. The default is end.");
    private static readonly RouteParameter After = RouteParameter.Query("after", "The cursor behind which to go on, as an answer gave it.");

    private static readonly IReadOnlyList<RouteParameter> Tailing =
    [
        .. EventQuery.Parameters,
        From,
        After,
        RouteParameter.Header(TopicSeek.LastEventId, "The last id seen: the stream goes on behind it. Events may come again, never be left out."),
    ];

    private static readonly IReadOnlyList<RouteParameter> Reading =
    [
        .. EventQuery.Parameters,
        After,
        RouteParameter.Query("limit", "The most events to answer, 1 to flexcore.api.page-size-max. The default is 100.", "integer"),
    ];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/events", AnswerStyle.Problem, "Follows committed events as server-sent events. The id is the feed's cursor.", TailAsync)
        {
            IsEventStream = true,
            Parameters = Tailing,
            Response = new RouteBody("Events as they are committed. An event named scavenged says how many retention has taken away in between.", "text/event-stream"),
            Problems = ["bad-cursor", "too-many-subscribers"],
        },
        new("GET", "/api/v1/events/feed", AnswerStyle.Problem, "Reads committed events of all streams from the beginning or behind a cursor, and does not wait.", ReadAsync)
        {
            Parameters = Reading,
            Response = RouteBody.Json("events, cursor (send it as after to go on), atEnd. A part without events is not the end unless atEnd says so. scavenged says how many events of this part retention has taken away."),
            Problems = ["bad-cursor"],
        },
        new("GET", "/api/v1/events/socket", AnswerStyle.Problem, "Follows committed events over a WebSocket: text messages with event, and with cursor after each part and as a sign of life.", SocketAsync)
        {
            IsEventStream = true,
            Parameters = Tailing,
            Response = new RouteBody("After the upgrade (101): one JSON object with event, with cursor or with scavenged (how many events retention has taken away in between) in each text message.", "application/json"),
            Problems = ["bad-cursor", "too-many-subscribers", "not-a-websocket"],
        },
    ];

    private async Task TailAsync(ApiExchange exchange)
    {
        if (await OpenAsync(exchange) is { } cursor)
        {
            await connections.ServeAsync(exchange, stop => tail.FollowAsync(exchange.Security, EventQuery.FilterOf(exchange), cursor, stop), new EventFeed(cursor));
        }
    }

    private async Task SocketAsync(ApiExchange exchange)
    {
        EventSockets.RequireSocket(exchange);
        if (await OpenAsync(exchange) is { } cursor)
        {
            await sockets.ServeAsync(exchange, cursor, stop => tail.FollowAsync(exchange.Security, EventQuery.FilterOf(exchange), cursor, stop));
        }
    }

    private async Task ReadAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, Reading);
        var after = exchange.Http.Request.Query["after"].ToString();
        var limit = (int)PageReader.Number(exchange, "limit", Math.Min(LimitDefault, options.PageSizeMax), 1, options.PageSizeMax);
        var start = after.Length > 0 ? FeedStart.After(after) : FeedStart.Beginning;
        var slice = await tail.ReadAsync(exchange.Security, EventQuery.FilterOf(exchange), start, limit, exchange.Aborted);
        if (slice.Refusal is { } refusal)
        {
            await EventAnswer.RefuseAsync(exchange, refusal);
            return;
        }

        await EventAnswer.WriteAsync(exchange, slice.Events, json =>
        {
            json.WriteString("cursor", slice.Cursor);
            json.WriteBoolean("atEnd", slice.IsAtEnd);
            EventAnswer.WriteScavenged(json, slice.Scavenged);
        });
    }

    // Null when it was refused and answered: a wrong cursor is found before the answer begins.
    private async Task<string?> OpenAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, Tailing);
        var fromStart = PageReader.Choice(exchange, "from", "end", "start") == "start";
        var request = exchange.Http.Request;
        var seen = request.Headers.TryGetValue(TopicSeek.LastEventId, out var header) ? header.ToString() : request.Query["after"].ToString();
        var start = seen.Length > 0 ? FeedStart.After(seen) : fromStart ? FeedStart.Beginning : FeedStart.Now;
        var opened = await tail.OpenAsync(exchange.Security, start, exchange.Aborted);
        if (opened.Refusal is not { } refusal)
        {
            return opened.Cursor;
        }

        await EventAnswer.RefuseAsync(exchange, refusal);
        return null;
    }
}
