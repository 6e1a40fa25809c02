using FlexCore.Api.Limits;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.EventIndex;

namespace FlexCore.Api.Events;

/// <summary>Finds events by type, tag and correlation, and counts them.</summary>
/// <param name="search">The use cases.</param>
/// <param name="options">The largest part.</param>
internal sealed class EventSearchRoutes(IEventSearch search, ApiOptions options) : IRouteSet
{
    private const int LimitDefault = 100;

    private static readonly IReadOnlyList<RouteParameter> Parameters =
    [
        .. EventQuery.Parameters,
        RouteParameter.Query("order", "oldest or newest first, by the time at which the store recorded them. The default is oldest."),
        RouteParameter.Query("after", "Where to go on: next of the answer before."),
        RouteParameter.Query("limit", "The most events to answer, 1 to flexcore.api.page-size-max. The default is 100.", "integer"),
    ];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/events/search", AnswerStyle.Problem, "Finds events of all streams by type, tag or correlation. What is not indexed yet is found too; records of topics are not, read the topic.", FindAsync)
        {
            Parameters = Parameters, Problems = ["no-term", "bad-cursor", "index-behind"],
            Response = RouteBody.Json("events, next where there are more, scavenged: how many of what was found retention has taken away, and unindexed: how many events were read one by one because the index did not have them."),
        },
        new("GET", "/api/v1/events/stats", AnswerStyle.Problem, "How many events of each type there are, how many streams, and how many kept states.", CountAsync)
        {
            Response = RouteBody.Json("events, streams, snapshots, types (kind, type, events).", ApiJson.Default.EventStatsInfo), Problems = ["index-behind"],
        },
    ];

    private async Task FindAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, Parameters);
        var query = new EventSearchQuery(EventQuery.FilterOf(exchange))
        {
            NewestFirst = PageReader.Choice(exchange, "order", "oldest", "newest") == "newest",
            After = exchange.Http.Request.Query["after"].ToString() is { Length: > 0 } after ? after : null,
            Limit = (int)PageReader.Number(exchange, "limit", Math.Min(LimitDefault, options.PageSizeMax), 1, options.PageSizeMax),
        };
        var reply = await search.FindAsync(exchange.Security, query, exchange.Aborted);
        if (reply.Value is not { } part)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(reply.Refusal));
            return;
        }

        await EventAnswer.WriteAsync(exchange, part.Events, json =>
        {
            json.WriteNumber("unindexed", part.Unindexed);
            if (part.Next is { } next)
            {
                json.WriteString("next", next);
            }

            EventAnswer.WriteScavenged(json, part.Scavenged);
        });
    }

    private async Task CountAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        var reply = await search.CountAsync(exchange.Security, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, EventStatsInfo.Of, ApiJson.Default.EventStatsInfo);
    }
}
