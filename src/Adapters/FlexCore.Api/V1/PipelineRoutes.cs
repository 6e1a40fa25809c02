using FlexCore.Api.Bodies;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>The routes of pipelines: a thin layer over <see cref="IPipelines"/>.</summary>
/// <param name="pipelines">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="pages">Reads query parameters.</param>
/// <param name="ingress">Remembers what a change may make untrue.</param>
internal sealed class PipelineRoutes(IPipelines pipelines, JsonBody bodies, PageReader pages, IngressTopics ingress) : IRouteSet
{
    private const string Root = "/api/v1/pipelines";
    private const string One = Root + "/{name}";
    private static readonly string[] Statuses = ["draft", "active", "running", "paused", "completed", "failed", "archived"];
    private static readonly IReadOnlyList<RouteParameter> ListParameters = PageReader.Parameters(Statuses);

    private static readonly BodyShape Shape = new(
    [
        new BodyField("name", BodyFieldKind.Text, "A name for people. The default is the document's name."),
        new BodyField("description", BodyFieldKind.Text, "What it is for. The default is the document's description."),
        DocumentBody.Field,
    ]);

    private static readonly RouteBody Answer = RouteBody.Json("The pipeline.", ApiJson.Default.PipelineView);
    private static readonly RouteBody Document = new("The document, or an object with it.", [.. DocumentBody.ContentTypes]) { Shape = Shape };

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", Root, AnswerStyle.Problem, "Creates a pipeline as a draft. Its key is the document's name.", CreateAsync)
        {
            Status = StatusCodes.Status201Created, Request = Document, Response = Answer, Problems = ["invalid-document", "pipeline-exists", "bad-text"],
        },
        new("GET", Root, AnswerStyle.Problem, "Lists pipelines by key, without their documents.", ListAsync)
        {
            Parameters = ListParameters, Response = RouteBody.Json("A page of pipelines.", ApiJson.Default.PagePipelineEntry),
        },
        new("GET", One, AnswerStyle.Problem, "One pipeline with its newest document.", GetAsync) { Response = Answer, Problems = ["pipeline-not-found"] },
        new("PATCH", One, AnswerStyle.Problem, "Changes a pipeline. A changed document of a published one becomes its next version.", UpdateAsync)
        {
            Request = Document, Response = Answer, Problems = ["pipeline-not-found", "invalid-document", "name-mismatch", "pipeline-archived"],
        },
        new("DELETE", One, AnswerStyle.Problem, "Archives and hides a pipeline; its events stay. A running one must be paused first.", DeleteAsync)
        {
            Response = Answer, Problems = ["pipeline-not-found", "pipeline-wrong-status"],
        },
        Life("activate", "Publishes the draft and starts its stream.", pipelines.ActivateAsync),
        Life("pause", "Holds the run: its stream drains and takes a checkpoint.", pipelines.PauseAsync),
        Life("resume", "Lets a held run go on at its checkpoint.", pipelines.ResumeAsync),
        Life("archive", "Retires a pipeline for good. A running one must be paused first.", pipelines.ArchiveAsync),
        new("GET", One + "/versions", AnswerStyle.Problem, "The published versions, the newest first.", VersionsAsync)
        {
            Parameters = PageReader.PartParameters,
            Response = RouteBody.Json("A page of versions.", ApiJson.Default.PagePipelineVersionView),
            Problems = ["pipeline-not-found"],
        },
        new("GET", One + "/steps", AnswerStyle.Problem, "The steps of the newest document: source, steps, sinks.", StepsAsync)
        {
            Response = RouteBody.Json("The steps.", ApiJson.Default.StepList), Problems = ["pipeline-not-found"],
        },
        new("GET", One + "/history", AnswerStyle.Problem, "The pipeline's events, the newest first.", HistoryAsync)
        {
            Parameters = PageReader.PartParameters, Response = RouteBody.Json("A page of events.", ApiJson.Default.PageHistoryLine), Problems = ["pipeline-not-found"],
        },
    ];

    private delegate Task<NodeReply<PipelineView>> LifeCall(NodeCall call, string key, CancellationToken cancellationToken);

    private ApiRoute Life(string verb, string summary, LifeCall change) =>
        new("POST", $"{One}/{verb}", AnswerStyle.Problem, summary, async exchange => await ChangedAsync(exchange, await change(exchange.NewCall(), exchange.Route("name"), exchange.Aborted)))
        {
            StreamName = "name",
            Response = Answer, Problems = ["pipeline-not-found", "pipeline-wrong-status", "pipeline-archived", "invalid-document"],
        };

    private Task ChangedAsync(ApiExchange exchange, NodeReply<PipelineView> reply, int status = StatusCodes.Status200OK)
    {
        ingress.Forget();
        return ReplyAsync(exchange, reply, status);
    }

    private static Task ReplyAsync(ApiExchange exchange, NodeReply<PipelineView> reply, int status = StatusCodes.Status200OK) =>
        JsonAnswer.ReplyAsync(exchange, reply, view => view, ApiJson.Default.PipelineView, status);

    private async Task CreateAsync(ApiExchange exchange)
    {
        var body = await DocumentBody.ReadAsync(exchange, bodies, Shape);
        var request = new CreatePipeline(body.Require()) { Name = body.Values.Text("name"), Description = body.Values.Text("description") };
        var reply = await pipelines.CreateAsync(exchange.NewCall(), request, exchange.Aborted);
        if (reply.Value is { } created)
        {
            exchange.Http.Response.Headers.Location = $"{Root}/{Uri.EscapeDataString(created.Key)}";
        }

        await ChangedAsync(exchange, reply, StatusCodes.Status201Created);
    }

    private async Task UpdateAsync(ApiExchange exchange)
    {
        var body = await DocumentBody.ReadAsync(exchange, bodies, Shape);
        var request = new UpdatePipeline { Document = body.Document, Name = body.Values.Text("name"), Description = body.Values.Text("description") };
        if (request is { Document: null, Name: null, Description: null })
        {
            throw new ProblemException(ProblemCodes.BadField, "The body changes nothing. Send name, description or document.");
        }

        await ChangedAsync(exchange, await pipelines.UpdateAsync(exchange.NewCall(), exchange.Route("name"), request, exchange.Aborted));
    }

    private async Task GetAsync(ApiExchange exchange) =>
        await ReplyAsync(exchange, await pipelines.GetAsync(exchange.NewCall(), exchange.Route("name"), exchange.Aborted));

    private async Task DeleteAsync(ApiExchange exchange) =>
        await ChangedAsync(exchange, await pipelines.DeleteAsync(exchange.NewCall(), exchange.Route("name"), exchange.Aborted));

    private async Task ListAsync(ApiExchange exchange)
    {
        var page = await pipelines.ListAsync(exchange.NewCall(), pages.Read(exchange, ListParameters, Statuses), exchange.Aborted);
        var shown = new Page<PipelineEntry>([.. page.Items.Select(PipelineEntry.Of)], page.Total, page.Offset, page.Limit);
        await JsonAnswer.WriteAsync(exchange, shown, ApiJson.Default.PagePipelineEntry);
    }

    private async Task VersionsAsync(ApiExchange exchange)
    {
        var query = pages.Read(exchange, PageReader.PartParameters);
        var reply = await pipelines.VersionsAsync(exchange.NewCall(), exchange.Route("name"), query, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, page => page, ApiJson.Default.PagePipelineVersionView);
    }

    private async Task StepsAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        var reply = await pipelines.StepsAsync(exchange.NewCall(), exchange.Route("name"), exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, StepList.Of, ApiJson.Default.StepList);
    }

    private async Task HistoryAsync(ApiExchange exchange)
    {
        var query = pages.Read(exchange, PageReader.PartParameters);
        var reply = await pipelines.HistoryAsync(exchange.NewCall(), exchange.Route("name"), query, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, HistoryLine.PageOf, ApiJson.Default.PageHistoryLine);
    }
}
