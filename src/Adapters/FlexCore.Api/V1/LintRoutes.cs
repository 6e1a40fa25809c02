using FlexCore.Api.Bodies;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Pipelines;

namespace FlexCore.Api.V1;

/// <summary>Checks documents without keeping them.</summary>
/// <param name="pipelines">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
internal sealed class LintRoutes(IPipelines pipelines, JsonBody bodies) : IRouteSet
{
    private static readonly BodyShape Shape = new([DocumentBody.Field]);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/api/v1/lint", AnswerStyle.Problem, "Checks a pipeline document and keeps nothing. Mistakes are an answer, not an error.", LintAsync)
        {
            Request = new RouteBody("The document, or an object with it.", [.. DocumentBody.ContentTypes]) { Shape = Shape },
            Response = RouteBody.Json("What was found.", ApiJson.Default.LintAnswer),
        },
    ];

    private async Task LintAsync(ApiExchange exchange)
    {
        var body = await DocumentBody.ReadAsync(exchange, bodies, Shape);
        await JsonAnswer.WriteAsync(exchange, LintAnswer.Of(pipelines.Lint(body.Require())), ApiJson.Default.LintAnswer);
    }
}
