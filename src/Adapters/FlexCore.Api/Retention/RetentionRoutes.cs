using FlexCore.Api.Bodies;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Nodes;
using FlexCore.Application.Retention;

namespace FlexCore.Api.Retention;

/// <summary>The routes of retention: how long the events of topics, streams and histories are kept.</summary>
/// <param name="retention">The use cases.</param>
/// <param name="bodies">Reads bodies.</param>
internal sealed class RetentionRoutes(IRetention retention, JsonBody bodies) : IRouteSet
{
    private const string Root = "/api/v1/retention";
    private const string One = Root + "/{kind}/{name}";
    private static readonly BodyShape Policy = new([new BodyField("keep", BodyFieldKind.Text, $"What is kept: {RetentionPolicy.Usage}; a number counts records of a topic, and events of everything else.") { Required = true }]);
    private static readonly RouteBody Answer = RouteBody.Json("What is kept, who says so (set, configured or default), and what was taken away.", RetentionApiJson.Default.RetentionView);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "Lists how long events are kept: what was set, and what the configuration says.", ListAsync)
        {
            Response = RouteBody.Json("The policies by kind, the closest first.", RetentionApiJson.Default.RetentionList),
        },
        new("GET", One, AnswerStyle.Problem, "What is kept of one topic, stream, execution or schedule, and what was taken away from it.", GetAsync)
        {
            Response = Answer, Problems = ["not-retained", "bad-name"],
        },
        new("PUT", One, AnswerStyle.Problem, "Sets how long events of a name, or of all names of a pattern such as orders-*, are kept. It counts from the next run of the system job retention on.", SetAsync)
        {
            Request = RouteBody.Of("The policy.", Policy), Response = Answer, Problems = ["not-retained", "bad-name", "bad-policy", "too-many-policies"],
        },
        new("DELETE", One, AnswerStyle.Problem, "Takes a policy back that was set; what the configuration says counts again.", ClearAsync) { Response = Answer, Problems = ["not-retained", "policy-not-found"] },
    ];

    private static Task ReplyAsync(ApiExchange exchange, NodeReply<RetentionView> reply) => JsonAnswer.ReplyAsync(exchange, reply, static view => view, RetentionApiJson.Default.RetentionView);

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        await JsonAnswer.ReplyAsync(exchange, await retention.ListAsync(exchange.NewCall(), exchange.Aborted), static list => list, RetentionApiJson.Default.RetentionList);
    }

    private async Task GetAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        await ReplyAsync(exchange, await retention.GetAsync(exchange.NewCall(), exchange.Route("kind"), exchange.Route("name"), exchange.Aborted));
    }

    private async Task SetAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        var body = await bodies.ReadAsync(exchange, Policy);
        await ReplyAsync(exchange, await retention.SetAsync(exchange.NewCall(), exchange.Route("kind"), exchange.Route("name"), body.Text("keep") ?? "", CancellationToken.None));
    }

    private async Task ClearAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        await ReplyAsync(exchange, await retention.ClearAsync(exchange.NewCall(), exchange.Route("kind"), exchange.Route("name"), CancellationToken.None));
    }
}
