using FlexCore.Api.Bodies;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>The routes of streams: a thin layer over <see cref="IStreams"/>.</summary>
/// <param name="streams">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="pages">Reads query parameters.</param>
/// <param name="ingress">Remembers what a change may make untrue.</param>
internal sealed class StreamRoutes(IStreams streams, JsonBody bodies, PageReader pages, IngressTopics ingress) : IRouteSet
{
    private const string Root = "/api/v1/streams";
    private const string One = Root + "/{name}";
    private static readonly string[] Statuses = ["created", "starting", "running", "restarting", "draining", "stopped", "completed", "failed"];
    private static readonly IReadOnlyList<RouteParameter> ListParameters = PageReader.Parameters(Statuses);

    private static readonly BodyShape CreateShape = new(
    [
        DocumentBody.Field,
        new BodyField("start", BodyFieldKind.Flag, "Whether to start it at once. The default is true."),
    ]);

    private static readonly BodyShape StartShape = new([new BodyField("fresh", BodyFieldKind.Flag, "Whether to begin again instead of going on at the checkpoint. The default is false.")]);
    private static readonly RouteBody Answer = RouteBody.Json("The stream.", ApiJson.Default.StreamView);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", Root, AnswerStyle.Problem, "Creates and publishes a pipeline from a document without mistakes and starts its stream.", CreateAsync)
        {
            Status = StatusCodes.Status201Created,
            Request = new RouteBody("The document, or an object with it.", [.. DocumentBody.ContentTypes]) { Shape = CreateShape },
            Response = Answer,
            Problems = ["invalid-document", "pipeline-exists", "too-many-streams", "bad-text"],
        },
        new("GET", Root, AnswerStyle.Problem, "Lists streams by key.", ListAsync)
        {
            Parameters = ListParameters, Response = RouteBody.Json("A page of streams.", ApiJson.Default.PageStreamView),
        },
        new("GET", One, AnswerStyle.Problem, "One stream: its status, newest run and progress.", GetAsync) { StreamName = "name", Response = Answer, Problems = ["stream-not-found"] },
        new("POST", One + "/start", AnswerStyle.Problem, "Starts a stream that is not at work.", StartAsync)
        {
            StreamName = "name",
            Request = RouteBody.Of("How; may be left out.", StartShape), Response = Answer, Problems = ["stream-not-found", "stream-is-running", "too-many-streams"],
        },
        new("POST", One + "/stop", AnswerStyle.Problem, "Stops a stream: records in flight finish, a checkpoint is taken. Answers after that.", StopAsync)
        {
            StreamName = "name",
            Response = Answer, Problems = ["stream-not-found", "stream-not-running"],
        },
        new("POST", One + "/restart", AnswerStyle.Problem, "Stops a stream if it is at work, and starts it with the newest version.", RestartAsync)
        {
            StreamName = "name",
            Request = RouteBody.Of("How; may be left out.", StartShape), Response = Answer, Problems = ["stream-not-found", "too-many-streams"],
        },
        new("GET", One + "/history", AnswerStyle.Problem, "The history of the stream's runs, the newest event first.", HistoryAsync)
        {
            Parameters = PageReader.PartParameters, Response = RouteBody.Json("A page of events.", ApiJson.Default.PageHistoryLine), Problems = ["stream-not-found"],
        },
    ];

    private Task ChangedAsync(ApiExchange exchange, NodeReply<StreamView> reply, int status = StatusCodes.Status200OK)
    {
        ingress.Forget();
        return ReplyAsync(exchange, reply, status);
    }

    private static Task ReplyAsync(ApiExchange exchange, NodeReply<StreamView> reply, int status = StatusCodes.Status200OK) =>
        JsonAnswer.ReplyAsync(exchange, reply, view => view, ApiJson.Default.StreamView, status);

    private async Task CreateAsync(ApiExchange exchange)
    {
        var body = await DocumentBody.ReadAsync(exchange, bodies, CreateShape);
        var request = new CreateStream(body.Require()) { Start = body.Values.Flag("start", @default: true) };
        var reply = await streams.CreateAsync(exchange.NewCall(), request, exchange.Aborted);
        if (reply.Value is { } created)
        {
            exchange.Http.Response.Headers.Location = $"{Root}/{Uri.EscapeDataString(created.Key)}";
        }

        await ChangedAsync(exchange, reply, StatusCodes.Status201Created);
    }

    private async Task ListAsync(ApiExchange exchange) => await JsonAnswer.WriteAsync(
        exchange, await streams.ListAsync(exchange.NewCall(), pages.Read(exchange, ListParameters, Statuses), exchange.Aborted), ApiJson.Default.PageStreamView);

    private async Task GetAsync(ApiExchange exchange) =>
        await ReplyAsync(exchange, await streams.GetAsync(exchange.NewCall(), exchange.Route("name"), exchange.Aborted));

    private async Task StartAsync(ApiExchange exchange)
    {
        var how = await HowAsync(exchange);
        await ChangedAsync(exchange, await streams.StartAsync(exchange.NewCall(), exchange.Route("name"), how, exchange.Aborted));
    }

    private async Task StopAsync(ApiExchange exchange) =>
        await ChangedAsync(exchange, await streams.StopAsync(exchange.NewCall(), exchange.Route("name"), exchange.Aborted));

    private async Task RestartAsync(ApiExchange exchange)
    {
        var how = await HowAsync(exchange);
        await ChangedAsync(exchange, await streams.RestartAsync(exchange.NewCall(), exchange.Route("name"), how, exchange.Aborted));
    }

    private async Task HistoryAsync(ApiExchange exchange)
    {
        var query = pages.Read(exchange, PageReader.PartParameters);
        var reply = await streams.HistoryAsync(exchange.NewCall(), exchange.Route("name"), query, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, HistoryLine.PageOf, ApiJson.Default.PageHistoryLine);
    }

    private async Task<StartStream> HowAsync(ApiExchange exchange) =>
        new() { Fresh = (await bodies.ReadAsync(exchange, StartShape)).Flag("fresh", @default: false) };
}
