using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Streams;

namespace FlexCore.Api.V1;

/// <summary>Looks into streams at work: what each operator does, and the records that pass an edge.</summary>
/// <param name="streams">The use cases.</param>
/// <param name="connections">Serves event streams.</param>
/// <param name="clock">When figures are taken.</param>
internal sealed class LiveRoutes(IStreams streams, SseConnections connections, TimeProvider clock) : IRouteSet
{
    private const string One = "/api/v1/streams/{name}";
    private const int RateDefault = 10;
    private const int RateMax = 10_000;

    private static readonly IReadOnlyList<RouteParameter> OperatorParameters = [PartitionQuery.Parameter];

    private static readonly IReadOnlyList<RouteParameter> TapParameters =
    [
        PartitionQuery.Parameter,
        RouteParameter.Query("edge", "The edge: the name of an operator, as in operators. It is needed."),
        RouteParameter.Query("rate", "The most records sampled in a second, 1 to 10,000. The default is 10.", "integer"),
    ];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", One + "/operators", AnswerStyle.Problem, "What each operator of a stream at work has done, and how far the stream is behind.", OperatorsAsync)
        {
            StreamName = "name",
            Parameters = OperatorParameters,
            Response = RouteBody.Json("The operators.", ApiJson.Default.OperatorTable), Problems = ["stream-not-found", "stream-not-running"],
        },
        new("GET", One + "/tap", AnswerStyle.Problem, "Samples the records that pass an edge as server-sent events. The stream is not slowed down: what is missed is told as an event 'dropped'.", TapAsync)
        {
            StreamName = "name",
            IsEventStream = true,
            Parameters = TapParameters,
            Response = new RouteBody("Records as they pass.", "text/event-stream"),
            Problems = ["stream-not-found", "stream-not-running", "unknown-edge", "too-many-subscribers"],
        },
    ];

    private async Task OperatorsAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, OperatorParameters);
        if (await FindAsync(exchange) is { } run)
        {
            await JsonAnswer.WriteAsync(exchange, OperatorTable.Of(run, clock.GetUtcNow()), ApiJson.Default.OperatorTable);
        }
    }

    private async Task TapAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, TapParameters);
        var rate = (int)PageReader.Number(exchange, "rate", RateDefault, 1, RateMax);
        if (await FindAsync(exchange) is not { } run)
        {
            return;
        }

        var edge = exchange.Http.Request.Query["edge"].ToString();
        var edges = run.Operators.Select(part => part.Name).ToList();
        if (!edges.Contains(edge))
        {
            await exchange.RefuseAsync(new Problem(ProblemCodes.UnknownEdge, $"The stream has no edge '{Shown.Of(edge)}'. Use one of {string.Join(", ", edges)}.") { Field = "edge" });
            return;
        }

        await connections.ServeAsync(exchange, stop => run.TapAsync(edge, rate, stop), new TapFeed());
    }

    // Null when it was refused and answered.
    private async Task<IStreamRun?> FindAsync(ApiExchange exchange)
    {
        var (call, name) = (exchange.NewCall(), exchange.Route("name"));
        var reply = await streams.GetAsync(call, name, exchange.Aborted);
        if (reply.Value is not { } view)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(reply.Refusal));
            return null;
        }

        var partition = PartitionQuery.Require(exchange, view);
        if (streams.FindRun(call, name, partition) is { } run)
        {
            return run;
        }

        var (what, status) = partition is { } number ? ($"Partition {number} of the stream", view.Partitions?[number].Status ?? view.Status) : ("The stream", view.Status);
        await exchange.RefuseAsync(new Problem("stream-not-running", $"{what} '{view.Key}' is {status}: nothing passes through it. Start it first."));
        return null;
    }
}
