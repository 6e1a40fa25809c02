using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.Nodes;

namespace FlexCore.Api.V1;

/// <summary>What the node says about itself.</summary>
/// <param name="node">The node.</param>
/// <param name="identity">Its name.</param>
/// <param name="gate">Counts event streams.</param>
/// <param name="clock">Measures how long it is up.</param>
internal sealed class NodeRoutes(INode node, NodeIdentity identity, SseGate gate, TimeProvider clock) : IRouteSet
{
    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/node", AnswerStyle.Problem, "The node: its state, version, data folder and work.", GetAsync)
        {
            Response = RouteBody.Json("The node.", ApiJson.Default.NodeInfo),
        },
    ];

    private Task GetAsync(ApiExchange exchange)
    {
        var info = new NodeInfo(
            identity.Id,
            node.Version,
            node.State.ToString().ToLowerInvariant(),
            node.Failure,
            node.DataFolder,
            node.StartedAt,
            (long)(clock.GetUtcNow() - node.StartedAt).TotalSeconds,
            node.StreamsAtWork,
            gate.Open);
        return JsonAnswer.WriteAsync(exchange, info, ApiJson.Default.NodeInfo);
    }
}
