using FlexCore.Api.Cluster;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Cluster;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>The routes of a cluster: what it is, and what an operator can tell it.</summary>
/// <param name="facts">What this node knows.</param>
/// <param name="controls">Carries out what an operator says; empty on a node that is alone.</param>
/// <param name="tables">The leases; empty on a node that is alone.</param>
internal sealed class ClusterAdminRoutes(ClusterFacts facts, IEnumerable<IClusterControl> controls, IEnumerable<ILeaseTable> tables) : IRouteSet
{
    private const string Root = "/api/v1/cluster";
    private const string One = Root + "/members/{name}";
    private const string NotClustered = ProblemCodes.NotClustered;

    private static readonly RouteParameter Owner = RouteParameter.Query("owner", "Only shards that this node owns.");
    private static readonly RouteParameter Moving = RouteParameter.Query("moving", "true for only those shards whose owner is not the one they are assigned to.", "boolean");
    private static readonly RouteParameter Kind = RouteParameter.Query("kind", "The entity's kind: pipeline, data-stream, event-topic or one of the host's own. The default is data-stream.");
    private static readonly RouteParameter Key = RouteParameter.Query("key", "The entity's key, for example a stream's name.");
    private static readonly RouteBody Answer = RouteBody.Json("The cluster.", ApiJson.Default.ClusterInfo);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "The cluster as this node sees it: members, leader, shards.", GetAsync) { Response = Answer, Problems = [NotClustered] },
        new("GET", Root + "/shards", AnswerStyle.Problem, "The shards: owner, assignment, epoch.", ShardsAsync)
        {
            Parameters = [Owner, Moving], Response = RouteBody.Json("The shards.", ApiJson.Default.ShardList), Problems = [NotClustered],
        },
        new("GET", Root + "/locate", AnswerStyle.Problem, "Where an entity lives.", LocateAsync)
        {
            Parameters = [Kind, Key], Response = RouteBody.Json("The place.", ApiJson.Default.EntityPlace), Problems = [NotClustered],
        },
        new("GET", Root + "/leases", AnswerStyle.Problem, "Who leads and who runs each cluster singleton, and since when.", LeasesAsync)
        {
            Response = RouteBody.Json("The leases.", ApiJson.Default.LeaseList), Problems = [NotClustered],
        },
        new("POST", Root + "/drain", AnswerStyle.Problem, "Lets the node that answers leave: it hands off its shards one by one and ends.", DrainAsync) { Response = Answer, Problems = [NotClustered] },
        new("POST", One + "/leave", AnswerStyle.Problem, "Lets a node leave: it hands off its shards one by one and ends.", LeaveAsync) { Response = Answer, Problems = [NotClustered, "unknown-node"] },
        new("POST", One + "/down", AnswerStyle.Problem, "Declares a node dead without asking it. A process that still runs ends itself.", DownAsync)
        {
            Response = Answer, Problems = [NotClustered, "unknown-node"],
        },
        new("POST", Root + "/down-unreachable", AnswerStyle.Problem, "Declares dead every member that others suspect.", DownUnreachableAsync)
        {
            Response = RouteBody.Json("Who is down now.", ApiJson.Default.DownList), Problems = [NotClustered],
        },
    ];

    private ClusterState State => facts.State ?? throw ClusterFacts.Alone();

    private IClusterControl Control => controls.FirstOrDefault() ?? throw ClusterFacts.Alone();

    private async Task GetAsync(ApiExchange exchange)
    {
        await facts.RefreshAsync(exchange.Aborted);
        await JsonAnswer.WriteAsync(exchange, ClusterShow.Cluster(State), ApiJson.Default.ClusterInfo);
    }

    private Task ShardsAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [Owner, Moving]);
        var owner = exchange.Http.Request.Query["owner"].ToString();
        var moving = PageReader.Choice(exchange, "moving", "false", "true") == "true";
        var state = State;
        var rows = state.Shards.Rows
            .Where(row => owner.Length == 0 || row.Owner?.Name == owner || row.Owner?.ToString() == owner)
            .Where(row => !moving || ClusterShow.IsMoving(row));
        return JsonAnswer.WriteAsync(exchange, new ShardList(state.Shards.Version, [.. rows.Select(ClusterShow.Shard)]), ApiJson.Default.ShardList);
    }

    private Task LocateAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [Kind, Key]);
        var kind = exchange.Http.Request.Query["kind"].ToString() is { Length: > 0 } named ? named : "data-stream";
        var key = exchange.Http.Request.Query["key"].ToString();
        if (key.Length == 0)
        {
            throw new ProblemException(new Problem(ProblemCodes.BadQuery, "The entity's key is missing. Give it with ?key=, for example a stream's name.") { Field = "key" });
        }

        return JsonAnswer.WriteAsync(exchange, ClusterShow.Place(State, new EntityId(exchange.Security.Tenant, kind, key)), ApiJson.Default.EntityPlace);
    }

    private async Task LeasesAsync(ApiExchange exchange)
    {
        var table = tables.FirstOrDefault() ?? throw ClusterFacts.Alone();
        var leases = await table.ListAsync(exchange.Aborted);
        await JsonAnswer.WriteAsync(
            exchange, new LeaseList([.. leases.Select(ClusterShow.Lease).OrderBy(lease => lease.Name, StringComparer.Ordinal)]), ApiJson.Default.LeaseList);
    }

    private Task DrainAsync(ApiExchange exchange) => AnswerAsync(exchange, State.Self.Name, MemberStatus.Leaving, Control.LeaveAsync(State.Self.Name, exchange.Aborted));

    private Task LeaveAsync(ApiExchange exchange) => AnswerAsync(exchange, exchange.Route("name"), MemberStatus.Leaving, Control.LeaveAsync(exchange.Route("name"), exchange.Aborted));

    private Task DownAsync(ApiExchange exchange) => AnswerAsync(exchange, exchange.Route("name"), MemberStatus.Down, Control.DownAsync(exchange.Route("name"), exchange.Aborted));

    private async Task DownUnreachableAsync(ApiExchange exchange)
    {
        var down = await Control.DownUnreachableAsync(exchange.Aborted);
        await JsonAnswer.WriteAsync(exchange, new DownList([.. down.Select(static id => id.ToString())]), ApiJson.Default.DownList);
    }

    // What was written is answered with 200 when the answer shows it, else with 202: it is decided, and this node has not read it yet.
    private async Task AnswerAsync(ApiExchange exchange, string node, MemberStatus told, ValueTask<Refusal?> deciding)
    {
        if (await deciding is { } refusal)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(refusal));
            return;
        }

        var state = State;
        var isSeen = state.Membership.Members.All(member => member.Id.Name != node || member.Status >= told);
        await JsonAnswer.WriteAsync(exchange, ClusterShow.Cluster(state), ApiJson.Default.ClusterInfo, isSeen ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }
}
