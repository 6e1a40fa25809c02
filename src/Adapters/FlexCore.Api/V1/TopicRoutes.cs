using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Nodes;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>The routes of event topics: list, append, read, follow.</summary>
/// <param name="topics">The topics.</param>
/// <param name="list">Which topics there are.</param>
/// <param name="pages">Reads query parameters.</param>
/// <param name="records">Takes records.</param>
/// <param name="seek">Finds places.</param>
/// <param name="connections">Serves event streams.</param>
/// <param name="reader">Reads parts of a topic.</param>
internal sealed class TopicRoutes(
    IEventTopics topics, IEventTopicList list, PageReader pages, RecordsHandler records, TopicSeek seek, SseConnections connections, TopicReader reader) : IRouteSet
{
    private const string Root = "/api/v1/topics";
    private const string One = Root + "/{name}";

    private static readonly IReadOnlyList<RouteParameter> ListParameters =
        [RouteParameter.Query("filter", "Only those whose name contains this text, upper and lower case alike."), .. PageReader.PartParameters, PageReader.After];

    private static readonly RouteParameter From = RouteParameter.Query("from", "Where to begin without Last-Event-ID: end (new records only) or start. The default is end.");

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "Lists event topics by name: those to which records were appended.", ListAsync)
        {
            Parameters = ListParameters, Response = RouteBody.Json("A page of topics.", ApiJson.Default.PageTopicInfo),
        },
        new("GET", One, AnswerStyle.Problem, "How far an event topic has come. A topic without records is all zeros.", GetAsync)
        {
            Response = RouteBody.Json("The end of the topic.", ApiJson.Default.TopicInfo),
        },
        new("POST", One + "/records", AnswerStyle.Problem, "Appends records. Answers after they are durable, all or none.", exchange => records.TakeAsync(exchange, exchange.Route("name")))
        {
            Status = StatusCodes.Status202Accepted,
            Request = IngestRoutes.RecordsBody,
            Response = IngestRoutes.Receipt,
            Parameters = IngestRoutes.Headers,
            Problems = IngestRoutes.Problems,
        },
        new("GET", One + "/records", AnswerStyle.Problem, "Reads records behind a record number, oldest first.", reader.ReadAsync)
        {
            Parameters = TopicReader.Parameters, Response = new RouteBody("Records, one JSON object with record (its number), at and value per line.", "application/x-ndjson"),
        },
        new("GET", One + "/tail", AnswerStyle.Problem, "Follows a topic as server-sent events: the id is the record number, the data the record.", TailAsync)
        {
            IsEventStream = true,
            Parameters = [From, RouteParameter.Header(TopicSeek.LastEventId, "The number of the last record seen: the stream goes on behind it.")],
            Response = new RouteBody("Records as they come.", "text/event-stream"),
            Problems = ["bad-cursor", "too-many-subscribers"],
        },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        var page = await list.ListAsync(exchange.Security, pages.Read(exchange, ListParameters), exchange.Aborted);
        await JsonAnswer.WriteAsync(
            exchange,
            new Page<TopicInfo>([.. page.Items.Select(topic => TopicInfo.Of(topic.Name, topic.End))], page.Total, page.Offset, page.Limit) { Next = page.Next },
            ApiJson.Default.PageTopicInfo);
    }

    private async Task GetAsync(ApiExchange exchange)
    {
        var name = exchange.Route("name");
        var end = await topics.GetEndAsync(exchange.Security, name, null, exchange.Aborted);
        await JsonAnswer.WriteAsync(exchange, TopicInfo.Of(name, end), ApiJson.Default.TopicInfo);
    }

    private async Task TailAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [From]);
        var name = exchange.Route("name");
        var place = await seek.FindAsync(exchange, name, PageReader.Choice(exchange, "from", "end", "start") == "start");
        await connections.ServeAsync(exchange, stop => topics.SubscribeAsync(exchange.Security, name, place.Position, stop), new TopicFeed(place));
    }
}
