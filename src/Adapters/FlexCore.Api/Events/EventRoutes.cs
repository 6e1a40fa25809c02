using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.Feed;

namespace FlexCore.Api.V1;

/// <summary>Follows the committed events of all entities.</summary>
/// <param name="feed">The events.</param>
/// <param name="connections">Serves event streams.</param>
internal sealed class EventRoutes(IEventFeed feed, SseConnections connections) : IRouteSet
{
    private const int BatchSizeMax = 500;

    private static readonly IReadOnlyList<RouteParameter> Parameters =
    [
        RouteParameter.Query("kind", "Only events of entities of this kind, for example pipeline, data-stream or event-topic."),
        RouteParameter.Query("from", "Where to begin without Last-Event-ID: end (new events only) or start. The default is end."),
        RouteParameter.Header(TopicSeek.LastEventId, "The last id seen: the stream goes on behind it. Events may come again, never be left out."),
    ];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/events", AnswerStyle.Problem, "Follows committed events as server-sent events. The id is the feed's cursor.", TailAsync)
        {
            IsEventStream = true,
            Parameters = Parameters,
            Response = new RouteBody("Events as they are committed.", "text/event-stream"),
            Problems = ["bad-cursor", "too-many-subscribers"],
        },
    ];

    private async Task TailAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, Parameters);
        var kind = exchange.Http.Request.Query["kind"].ToString() is { Length: > 0 } named ? named : null;
        var start = await StartAsync(exchange);
        await connections.ServeAsync(exchange, stop => feed.SubscribeAsync(start, BatchSizeMax, stop), new EventFeed(exchange.Security.Tenant, kind, start));
    }

    private async Task<FeedCursor> StartAsync(ApiExchange exchange)
    {
        var fromStart = PageReader.Choice(exchange, "from", "end", "start") == "start";
        if (!exchange.Http.Request.Headers.TryGetValue(TopicSeek.LastEventId, out var header))
        {
            return fromStart ? FeedCursor.Start : await feed.ReadEndAsync(exchange.Aborted);
        }

        try
        {
            // Reading one event finds out whether the cursor belongs to this store, before the answer begins.
            var cursor = FeedCursor.Parse(header.ToString());
            await feed.ReadAsync(cursor, 1, exchange.Aborted);
            return cursor;
        }
        catch (FormatException)
        {
            throw new ProblemException(new Problem(
                ProblemCodes.BadCursor, $"The Last-Event-ID '{Shown.Of(header.ToString())}' is no cursor of this feed. Send the last id you have seen, or leave the header out.") { Field = TopicSeek.LastEventId });
        }
    }
}
