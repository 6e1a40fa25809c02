using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Privacy.Subjects;

namespace FlexCore.Api.Subjects;

/// <summary>The routes of subjects: the persons whose values are sealed in the log.</summary>
/// <param name="subjects">The use cases.</param>
/// <param name="options">The largest page.</param>
internal sealed class SubjectRoutes(ISubjects subjects, ApiOptions options) : IRouteSet
{
    private const string Root = "/api/v1/subjects";
    private const string One = Root + "/{id}";
    private const string NotFound = "subject-not-found";
    private static readonly RouteParameter After = RouteParameter.Query("after", "Only those behind this id: next of an earlier answer.");
    private static readonly RouteParameter Limit = RouteParameter.Query("limit", "The most subjects to answer, 1 to flexcore.api.page-size-max. The default is 100.", "integer");
    private static readonly RouteParameter Reason = RouteParameter.Query("reason", "Why, for the record; at most 1,000 characters.");
    private static readonly RouteBody Answer = RouteBody.Json("The subject.", SubjectJson.Default.SubjectView);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "Lists the persons whose values are sealed in the log, by id; also those that were forgotten.", ListAsync)
        {
            Parameters = [After, Limit], Response = RouteBody.Json("The subjects, and next: where to go on; absent at the end.", SubjectJson.Default.SubjectPart),
        },
        new("GET", One, AnswerStyle.Problem, "One subject: when its key was made, and when it was destroyed.", GetAsync) { Response = Answer, Problems = [NotFound] },
        new("DELETE", One, AnswerStyle.Problem, "Forgets a person: destroys the key, so that nothing it has sealed can be read any more, and puts that on record. It cannot be undone.", ForgetAsync)
        {
            Parameters = [Reason], Response = Answer, Problems = [NotFound, "bad-text"],
        },
    ];

    private static void RequireId(ApiExchange exchange)
    {
        if (exchange.Route("id").Length > 200)
        {
            throw new ProblemException(ProblemCodes.BadName, $"The subject has {exchange.Route("id").Length} characters; ids have 1 to 200.");
        }
    }

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [After, Limit]);
        var limit = (int)PageReader.Number(exchange, "limit", Math.Min(100, options.PageSizeMax), 1, options.PageSizeMax);
        var after = exchange.Http.Request.Query["after"].ToString() is { Length: > 0 } text ? text : null;
        var reply = await subjects.ListAsync(exchange.NewCall(), after, limit, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, static part => part, SubjectJson.Default.SubjectPart);
    }

    private async Task GetAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        RequireId(exchange);
        await ReplyAsync(exchange, await subjects.GetAsync(exchange.NewCall(), exchange.Route("id"), exchange.Aborted));
    }

    private async Task ForgetAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [Reason]);
        RequireId(exchange);
        var reason = exchange.Http.Request.Query["reason"].ToString() is { Length: > 0 } text ? text : null;
        await ReplyAsync(exchange, await subjects.ForgetAsync(exchange.NewCall(), exchange.Route("id"), reason, CancellationToken.None));
    }

    private static Task ReplyAsync(ApiExchange exchange, Application.Nodes.NodeReply<SubjectView> reply) =>
        JsonAnswer.ReplyAsync(exchange, reply, static view => view, SubjectJson.Default.SubjectView);
}
