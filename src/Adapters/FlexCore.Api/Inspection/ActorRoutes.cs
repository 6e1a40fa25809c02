using FlexCore.Api.Cluster;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Inspection;
using FlexCore.Domain;

namespace FlexCore.Api.Inspection;

/// <summary>What lives in the nodes' memory. Everybody sees their own tenant's entities only.</summary>
/// <param name="inspector">Looks at this node's.</param>
/// <param name="survey">Asks the other nodes.</param>
/// <param name="facts">Who has which shard.</param>
/// <param name="relay">Passes requests on.</param>
/// <param name="options">The bounds.</param>
internal sealed class ActorRoutes(IEntityInspector inspector, NodeSurvey survey, ClusterFacts facts, NodeRelay relay, ApiOptions options) : IRouteSet
{
    private const string Root = "/api/v1/actors";
    private const int LimitDefault = 20;

    private static readonly RouteParameter Kind = RouteParameter.Query("kind", "Only entities of this kind, for example event-topic.");
    private static readonly RouteParameter Shard = RouteParameter.Query("shard", "Only entities of this shard.", "integer");
    private static readonly RouteParameter Order = RouteParameter.Query("order", "Which come first: rate (messages a second), mailbox, messages or restarts. The default is rate.");
    private static readonly RouteParameter Limit = RouteParameter.Query("limit", $"The most entities to answer, 1 to flexcore.api.page-size-max. The default is {LimitDefault}.", "integer");
    private static readonly RouteParameter Shards = RouteParameter.Query("shards", "true to tell each kind's shards, too.", "boolean");

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "The entities in the memory of all nodes, the busiest first.", ListAsync)
        {
            Parameters = [NodeSurvey.NodeParameter, Kind, Shard, Order, Limit],
            Response = RouteBody.Json("The entities.", InspectionJson.Default.ActorList),
            Problems = [ProblemCodes.UnknownNode, ProblemCodes.NotOwner],
        },
        new("GET", Root + "/hierarchy", AnswerStyle.Problem, "How many entities of which kind live on which node.", HierarchyAsync)
        {
            Parameters = [NodeSurvey.NodeParameter, Shards],
            Response = RouteBody.Json("The nodes.", InspectionJson.Default.ActorTree),
            Problems = [ProblemCodes.UnknownNode, ProblemCodes.NotOwner],
        },
        new("GET", Root + "/{kind}/{key}", AnswerStyle.Problem, "One entity: its committed state, version, shard, timer and mailbox. One that is not in memory is loaded.", InspectAsync)
        {
            Response = RouteBody.Json("The entity.", InspectionJson.Default.ActorDetail),
            Problems = [ProblemCodes.BadName, "entity-not-found", ProblemCodes.NotOwner, ProblemCodes.EntityFailed],
        },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [NodeSurvey.NodeParameter, Kind, Shard, Order, Limit]);
        var asked = exchange.Http.Request.Query;
        var query = new ResidentQuery(exchange.Security.Tenant, (int)PageReader.Number(exchange, "limit", Math.Min(LimitDefault, options.PageSizeMax), 1, options.PageSizeMax))
        {
            Kind = asked["kind"].ToString() is { Length: > 0 } kind ? new EntityId(exchange.Security.Tenant, kind, "0").Kind : null,
            Shard = asked["shard"].Count > 0 ? (int)PageReader.Number(exchange, "shard", 0, 0, int.MaxValue) : null,
            Order = PageReader.Choice(exchange, "order", "rate", "mailbox", "messages", "restarts") switch
            {
                "mailbox" => ResidentOrder.Mailbox,
                "messages" => ResidentOrder.Messages,
                "restarts" => ResidentOrder.Restarts,
                _ => ResidentOrder.Rate,
            },
        };
        if (survey.PassOn(exchange) is { } passing)
        {
            await passing;
            return;
        }

        var here = inspector.List(query);
        var (answers, missing) = await survey.GatherAsync(
            exchange, new ActorList(here.Total, [.. here.Entities.Select(entity => ActorInfo.Of(facts.Self, entity))], []), InspectionJson.Default.ActorList);
        var first = answers.SelectMany(static answer => answer.Actors)
            .OrderByDescending(actor => actor.Rank(query.Order)).ThenBy(static actor => actor.Kind, StringComparer.Ordinal).ThenBy(static actor => actor.Key, StringComparer.Ordinal)
            .Take(query.LimitMax);
        await JsonAnswer.WriteAsync(exchange, new ActorList(answers.Sum(static answer => answer.Total), [.. first], missing), InspectionJson.Default.ActorList);
    }

    private async Task HierarchyAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [NodeSurvey.NodeParameter, Shards]);
        var showsShards = PageReader.Choice(exchange, "shards", "false", "true") == "true";
        if (survey.PassOn(exchange) is { } passing)
        {
            await passing;
            return;
        }

        var kinds = inspector.Kinds(exchange.Security.Tenant).Select(kind => ActorKind.Of(kind, showsShards));
        var (answers, missing) = await survey.GatherAsync(exchange, new ActorTree([new ActorNode(facts.Self, [.. kinds])], []), InspectionJson.Default.ActorTree);
        var nodes = answers.SelectMany(static answer => answer.Nodes).OrderBy(static node => node.Node, StringComparer.Ordinal);
        await JsonAnswer.WriteAsync(exchange, new ActorTree([.. nodes], missing), InspectionJson.Default.ActorTree);
    }

    private async Task InspectAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        var id = new EntityId(exchange.Security.Tenant, exchange.Route("kind"), exchange.Route("key"));
        if (facts.State is { } state && !NodeRelay.IsPassedOn(exchange))
        {
            var owner = state.Shards.Rows[id.ShardOf(state.Shards.Rows.Count)].Owner
                ?? throw NodeRelay.Elsewhere($"The shard of '{id.Kind}/{id.Key}' moves to another node at this moment. Ask again.");
            if (owner != state.Self)
            {
                var url = state.Find(owner)?.HttpUrl ?? throw NodeRelay.Elsewhere($"Node '{owner.Name}' has '{id.Kind}/{id.Key}', and it tells no HTTP address. Ask it directly.");
                await relay.PassOnAsync(exchange, new Uri(url), owner.Name);
                return;
            }
        }

        var detail = await inspector.InspectAsync(id, exchange.Aborted) ?? throw new ProblemException(
            "entity-not-found", $"There is no entity '{id.Kind}/{id.Key}'. Kinds of this node: {string.Join(", ", inspector.Kinds(exchange.Security.Tenant).Select(static kind => kind.Kind))}.");
        await JsonAnswer.WriteAsync(exchange, ActorDetail.Of(facts.Self, detail), InspectionJson.Default.ActorDetail);
    }
}
