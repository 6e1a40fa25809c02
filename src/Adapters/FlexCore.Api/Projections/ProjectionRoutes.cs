using FlexCore.Api.Bodies;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Nodes;
using FlexCore.Application.Projections;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Projections;

/// <summary>The routes of projections: a thin layer over <see cref="IProjections"/>.</summary>
/// <param name="projections">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
internal sealed class ProjectionRoutes(IProjections projections, JsonBody bodies) : IRouteSet
{
    private const string Root = "/api/v1/projections";
    private const string One = Root + "/{name}";
    private const string NotFound = ProjectionRefusals.NotFound;

    private static readonly BodyShape DocumentShape = new([new BodyField("document", BodyFieldKind.Document, "The projection's document: its text (YAML or JSON), or the JSON document itself as an object.")]);
    private static readonly RouteBody Answer = RouteBody.Json("The projection.", ProjectionJson.Default.ProjectionView);
    private static readonly RouteParameter Swap = RouteParameter.Query("swap", "true to read the new generation as soon as it has caught up. The default is false.");
    private static readonly RouteParameter Until = RouteParameter.Query("until", "Build the read model as of this instant, beside the live one. It is read by its generation and never swapped in.");
    private static readonly RouteParameter Group = RouteParameter.Query("group", "Only the parked events of this group. The default is all.");

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "Lists projections by name, with their lag and parked events, and tells where their documents can be read with SQL.", ListAsync)
        {
            Response = RouteBody.Json("All projections.", ProjectionJson.Default.ProjectionList),
        },
        new("POST", Root, AnswerStyle.Problem, "Declares a projection, or builds it anew beside the old one when its document has changed.", DeclareAsync)
        {
            Status = StatusCodes.Status201Created,
            Request = new RouteBody("The document, or an object with it.", [.. DocumentBody.ContentTypes]) { Shape = DocumentShape },
            Response = Answer,
            Problems = ["invalid-document", ProjectionRefusals.IsCode, ProjectionRefusals.OperatorOnly],
        },
        new("GET", One, AnswerStyle.Problem, "One projection with its generations.", exchange => ReplyAsync(exchange, projections.GetAsync(exchange.NewCall(), Name(exchange), exchange.Aborted)))
        {
            Response = Answer, Problems = [NotFound],
        },
        new("DELETE", One, AnswerStyle.Problem, "Removes a declared projection with everything that it has made.", exchange => ReplyAsync(exchange, projections.RemoveAsync(exchange.NewCall(), Name(exchange), exchange.Aborted)))
        {
            Response = RouteBody.Json("The projection as it was.", ProjectionJson.Default.ProjectionView), Problems = [NotFound, ProjectionRefusals.IsCode],
        },
        Change("pause", "Lets a projection stand still.", exchange => projections.PauseAsync(exchange.NewCall(), Name(exchange), exchange.Aborted)),
        Change("resume", "Lets a projection go on that is paused or stands still because of a fault.", exchange => projections.ResumeAsync(exchange.NewCall(), Name(exchange), exchange.Aborted)),
        Change("reset", "Forgets what a projection has made and begins at the first event. Until it has caught up, what is read is incomplete.", exchange => projections.ResetAsync(exchange.NewCall(), Name(exchange), exchange.Aborted)),
        Change("rebuild", "Builds a projection anew beside the live one, or as it was at an instant.", RebuildAsync) with { Parameters = [Swap, Until], Problems = [NotFound, ProjectionRefusals.CannotSwap] },
        Change("swap", "Makes a generation the one that is read.", exchange => projections.SwapAsync(exchange.NewCall(), Name(exchange), ReadingQuery.Read(exchange).Generation, exchange.Aborted)) with
        {
            Parameters = [ReadingQuery.Generation], Problems = [NotFound, ProjectionRefusals.GenerationNotFound, ProjectionRefusals.CannotSwap, ProjectionRefusals.Behind],
        },
        Change("redrive", "Tries parked events again now.", exchange => projections.RedriveAsync(exchange.NewCall(), Name(exchange), exchange.Http.Request.Query["group"].ToString() is { Length: > 0 } group ? group : null, exchange.Aborted)) with
        {
            Parameters = [Group], Problems = [NotFound, ProjectionRefusals.ParkedNotFound],
        },
        new("GET", One + "/wait", AnswerStyle.Problem, "Waits until a projection has come as far as a token, or as the store has come now.", exchange => ReplyAsync(exchange, projections.WaitAsync(exchange.NewCall(), Name(exchange), ReadingQuery.Read(exchange), exchange.Aborted)))
        {
            Parameters = [ReadingQuery.Token, ReadingQuery.Wait, ReadingQuery.Generation], Response = Answer, Problems = [NotFound, ProjectionRefusals.Behind, ProjectionRefusals.GenerationNotFound],
        },
        new("GET", One + "/parked", AnswerStyle.Problem, "The events that a projection cannot take, and those behind them; the first 1,000.", ParkedAsync)
        {
            Response = RouteBody.Json("The parked events.", ProjectionJson.Default.ParkedList), Problems = [NotFound],
        },
        new("DELETE", One + "/parked/{place}", AnswerStyle.Problem, "Gives a parked event up: it will never have an effect.", exchange => ReplyAsync(exchange, projections.DiscardAsync(exchange.NewCall(), Name(exchange), exchange.Route("place"), exchange.Aborted)))
        {
            Response = Answer, Problems = [NotFound, ProjectionRefusals.ParkedNotFound],
        },
        new("DELETE", One + "/generations/{generation}", AnswerStyle.Problem, "Forgets a generation that is not the live one.", ForgetAsync)
        {
            Response = Answer, Problems = [NotFound, ProjectionRefusals.GenerationNotFound, ProjectionRefusals.CannotSwap],
        },
    ];

    private static string Name(ApiExchange exchange) => exchange.Route("name");

    private static async Task ReplyAsync(ApiExchange exchange, Task<NodeReply<ProjectionView>> reply, int status = StatusCodes.Status200OK) =>
        await JsonAnswer.ReplyAsync(exchange, await reply, static view => view, ProjectionJson.Default.ProjectionView, status);

    private static ApiRoute Change(string verb, string summary, Func<ApiExchange, Task<NodeReply<ProjectionView>>> change) => new("POST", $"{One}/{verb}", AnswerStyle.Problem, summary, exchange => ReplyAsync(exchange, change(exchange)))
    {
        Response = Answer, Problems = [NotFound],
    };

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        await JsonAnswer.WriteAsync(exchange, new ProjectionList(await projections.ListAsync(exchange.NewCall(), exchange.Aborted), projections.Source), ProjectionJson.Default.ProjectionList);
    }

    private async Task DeclareAsync(ApiExchange exchange)
    {
        var body = await DocumentBody.ReadAsync(exchange, bodies, DocumentShape);
        await ReplyAsync(exchange, projections.DeclareAsync(exchange.NewCall(), body.Require(), exchange.Aborted), StatusCodes.Status201Created);
    }

    private Task<NodeReply<ProjectionView>> RebuildAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [Swap, Until]);
        var request = new RebuildRequest { Swap = PageReader.Choice(exchange, "swap", "false", "true") == "true", Until = ReadingQuery.Instant(exchange, "until") };
        return projections.RebuildAsync(exchange.NewCall(), Name(exchange), request, exchange.Aborted);
    }

    private async Task ParkedAsync(ApiExchange exchange) =>
        await JsonAnswer.ReplyAsync(exchange, await projections.ParkedAsync(exchange.NewCall(), Name(exchange), exchange.Aborted), static parked => new ParkedList(parked), ProjectionJson.Default.ParkedList);

    private async Task ForgetAsync(ApiExchange exchange)
    {
        // What is no number is the number of no generation.
        var generation = long.TryParse(exchange.Route("generation"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        await ReplyAsync(exchange, projections.ForgetAsync(exchange.NewCall(), Name(exchange), generation, exchange.Aborted));
    }
}
