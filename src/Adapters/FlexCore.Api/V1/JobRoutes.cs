using System.Text;
using FlexCore.Api.Bodies;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>The routes of jobs: runs that end, done by the node.</summary>
/// <param name="jobs">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="pages">Reads query parameters.</param>
internal sealed class JobRoutes(IJobs jobs, JsonBody bodies, PageReader pages) : IRouteSet
{
    private const string Root = "/api/v1/jobs";
    private static readonly string[] Statuses = ["starting", "running", "restarting", "draining", "completed", "failed", "cancelled"];
    private static readonly IReadOnlyList<RouteParameter> ListParameters = PageReader.Parameters(Statuses);

    private static readonly BodyShape Shape = new(
    [
        DocumentBody.Field,
        new BodyField("input", BodyFieldKind.Text, "Records that are read instead of the document's source, as they would lie in a file. The default is the document's own source."),
        new BodyField("variables", BodyFieldKind.Map, "Values that replace those under the document's vars. The default is none."),
    ]);

    private static readonly RouteBody Answer = RouteBody.Json("The job.", ApiJson.Default.JobView);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", Root, AnswerStyle.Problem, "Submits a run. Answers when document and input are durable.", SubmitAsync)
        {
            Status = StatusCodes.Status202Accepted,
            Request = new RouteBody("The document, or an object with it.", [.. DocumentBody.ContentTypes]) { Shape = Shape },
            Response = Answer,
            Problems = ["invalid-document", "unbounded-source", "too-many-streams"],
        },
        new("GET", Root, AnswerStyle.Problem, "Lists jobs, the newest first.", ListAsync)
        {
            Parameters = ListParameters, Response = RouteBody.Json("A page of jobs.", ApiJson.Default.PageJobView),
        },
        new("GET", Root + "/{id}", AnswerStyle.Problem, "One job.", GetAsync) { StreamName = "id", KeyPrefix = "job:", Response = Answer, Problems = ["job-not-found"] },
        new("POST", Root + "/{id}/cancel", AnswerStyle.Problem, "Ends a job at work for good.", CancelAsync) { StreamName = "id", KeyPrefix = "job:", Response = Answer, Problems = ["job-not-found", "job-ended"] },
    ];

    private static Task ReplyAsync(ApiExchange exchange, NodeReply<JobView> reply, int status = StatusCodes.Status200OK) =>
        JsonAnswer.ReplyAsync(exchange, reply, view => view, ApiJson.Default.JobView, status);

    private async Task SubmitAsync(ApiExchange exchange)
    {
        var body = await DocumentBody.ReadAsync(exchange, bodies, Shape);
        var request = new SubmitJob(body.Require())
        {
            Input = body.Values.Text("input") is { } input ? Encoding.UTF8.GetBytes(input) : (ReadOnlyMemory<byte>?)null,
            Variables = body.Values.Map("variables"),
        };
        var reply = await jobs.SubmitAsync(exchange.NewCall(), request, exchange.Aborted);
        if (reply.Value is { } taken)
        {
            exchange.Http.Response.Headers.Location = $"{Root}/{Uri.EscapeDataString(taken.Id)}";
        }

        await ReplyAsync(exchange, reply, StatusCodes.Status202Accepted);
    }

    private async Task ListAsync(ApiExchange exchange) => await JsonAnswer.WriteAsync(
        exchange, await jobs.ListAsync(exchange.NewCall(), pages.Read(exchange, ListParameters, Statuses), exchange.Aborted), ApiJson.Default.PageJobView);

    private async Task GetAsync(ApiExchange exchange) => await ReplyAsync(exchange, await jobs.GetAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted));

    private async Task CancelAsync(ApiExchange exchange) => await ReplyAsync(exchange, await jobs.CancelAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted));
}
