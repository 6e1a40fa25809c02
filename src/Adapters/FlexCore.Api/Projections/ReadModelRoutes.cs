using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Projections;

namespace FlexCore.Api.Projections;

/// <summary>The routes of read models: the documents that projections make.</summary>
/// <param name="projections">The use cases.</param>
internal sealed class ReadModelRoutes(IProjections projections) : IRouteSet
{
    private const string Root = "/api/v1/read-models/{projection}";
    private const int LimitDefault = 100;

    private static readonly IReadOnlyList<RouteParameter> ListParameters =
    [
        RouteParameter.Query("limit", "The most documents to answer, 1 to 1,000. The default is 100.", "integer"),
        RouteParameter.Query("after", "Where to go on: next of the answer before."),
        RouteParameter.Query("order", "key, or newest for the latest first, of which there is one part only. The default is key."),
        .. ReadingQuery.All,
    ];

    private static readonly IReadOnlyList<RouteParameter> OneParameters =
        [RouteParameter.Query("kind", "The kind of the stream that the document belongs to. The default is the one with the latest event."), .. ReadingQuery.All];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "Documents of a read model, those of the caller's tenant.", ListAsync)
        {
            Parameters = ListParameters,
            Response = RouteBody.Json("A part of the documents.", ProjectionJson.Default.ReadModelList),
            Problems = [ProjectionRefusals.NotFound, ProjectionRefusals.GenerationNotFound, ProjectionRefusals.Behind],
        },
        new("GET", Root + "/{key}", AnswerStyle.Problem, "One document of a read model.", GetAsync)
        {
            Parameters = OneParameters,
            Response = RouteBody.Json("The document.", ProjectionJson.Default.ReadModelEntry),
            Problems = [ProjectionRefusals.NotFound, ProjectionRefusals.GenerationNotFound, ProjectionRefusals.DocumentNotFound, ProjectionRefusals.Behind],
        },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, ListParameters);
        var request = ReadingQuery.Read(exchange) with
        {
            Limit = (int)PageReader.Number(exchange, "limit", LimitDefault, 1, ReadModelLimits.PageMax),
            After = exchange.Http.Request.Query["after"].ToString() is { Length: > 0 } after ? after : null,
            NewestFirst = PageReader.Choice(exchange, "order", "key", "newest") == "newest",
        };
        var reply = await projections.DocumentsAsync(exchange.NewCall(), exchange.Route("projection"), request, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, static page => new ReadModelList([.. page.Items.Select(ReadModelEntry.Of)], page.Next), ProjectionJson.Default.ReadModelList);
    }

    private async Task GetAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, OneParameters);
        var request = ReadingQuery.Read(exchange) with { Kind = exchange.Http.Request.Query["kind"].ToString() is { Length: > 0 } kind ? kind : null };
        var reply = await projections.DocumentAsync(exchange.NewCall(), exchange.Route("projection"), exchange.Route("key"), request, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, ReadModelEntry.Of, ProjectionJson.Default.ReadModelEntry);
    }
}
