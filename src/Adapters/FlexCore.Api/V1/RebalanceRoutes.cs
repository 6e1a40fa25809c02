using FlexCore.Api.Cluster;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Cluster;

namespace FlexCore.Api.V1;

/// <summary>Balances the shards over the nodes. Every node takes the request; the leader decides.</summary>
/// <param name="facts">Who leads.</param>
/// <param name="balancers">Decides on the leader; empty on a node that is alone.</param>
/// <param name="relay">Passes requests on to the leader.</param>
internal sealed class RebalanceRoutes(ClusterFacts facts, IEnumerable<IShardBalancer> balancers, NodeRelay relay) : IRouteSet
{
    private const int SecondsMax = 60;
    private const int SecondsDefault = 30;

    private static readonly RouteParameter DryRun = RouteParameter.Query("dryRun", "true to write nothing and only tell the moves. The default is false.", "boolean");
    private static readonly RouteParameter Until = RouteParameter.Query("until", "step for as many moves as may be under way at once, balanced to go on until every node has its share. The default is step.");
    private static readonly RouteParameter Timeout = RouteParameter.Query("timeout", $"With until=balanced: how many seconds to wait, 1 to {SecondsMax}. Afterwards the leader goes on by itself. The default is {SecondsDefault}.", "integer");

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/api/v1/cluster/rebalance", AnswerStyle.Problem, "Lets the leader balance the shards over the nodes now, and tells the moves.", RebalanceAsync)
        {
            Parameters = [DryRun, Until, Timeout],
            Response = RouteBody.Json("The moves.", ApiJson.Default.RebalanceInfo),
            Problems = [ProblemCodes.NotClustered, ProblemCodes.NotLeader, ProblemCodes.NotOwner, ProblemCodes.Overloaded, ProblemCodes.OutcomeUnknown],
        },
    ];

    private async Task RebalanceAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [DryRun, Until, Timeout]);
        var request = new RebalanceRequest
        {
            IsDryRun = PageReader.Choice(exchange, "dryRun", "false", "true") == "true",
            UntilBalanced = PageReader.Choice(exchange, "until", "step", "balanced") == "balanced",
            Patience = TimeSpan.FromSeconds(PageReader.Number(exchange, "timeout", SecondsDefault, 1, SecondsMax)),
        };
        var balancer = balancers.FirstOrDefault() ?? throw ClusterFacts.Alone();
        var state = facts.State ?? throw ClusterFacts.Alone();
        if (!state.IsLeader && !NodeRelay.IsPassedOn(exchange))
        {
            await PassOnAsync(exchange, state);
            return;
        }

        var reply = await balancer.RebalanceAsync(request, exchange.Aborted);
        if (reply.Refusal is { } refusal)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(refusal));
            return;
        }

        var moves = reply.Moves.Select(static move => new ShardMoveInfo(move.Shard, move.From?.ToString(), move.To.ToString()));
        await JsonAnswer.WriteAsync(exchange, new RebalanceInfo(state.Self.ToString(), request.IsDryRun, reply.IsBalanced, reply.UnderWay, [.. moves]), ApiJson.Default.RebalanceInfo);
    }

    private Task PassOnAsync(ApiExchange exchange, ClusterState state)
    {
        var leader = state.Leader?.Owner ?? throw new ProblemException(new Problem(ProblemCodes.NotLeader, "No node leads at this moment. Ask again.") { RetryAfterSeconds = 1 });
        return state.Find(leader)?.HttpUrl is { } url
            ? relay.PassOnAsync(exchange, new Uri(url), leader.Name)
            : throw NodeRelay.Elsewhere($"Node '{leader.Name}' leads, and it tells no HTTP address. Ask it directly.");
    }
}
