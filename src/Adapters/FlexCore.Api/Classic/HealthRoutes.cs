using FlexCore.Api.Cluster;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Nodes;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Classic;

/// <summary>Whether the node is well. Asked often, so each answer is encoded once a second.</summary>
/// <remarks>Thread-safe: two requests may encode the same answer; either is right.</remarks>
/// <param name="node">The node.</param>
/// <param name="facts">What is known of the cluster.</param>
/// <param name="clock">The time shown.</param>
internal sealed class HealthRoutes(INode node, ClusterFacts facts, TimeProvider clock) : IRouteSet
{
    private volatile CachedAnswer? _health;
    private volatile CachedAnswer? _info;

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/health", AnswerStyle.Text, "Whether the node serves: healthy with 200, otherwise its state with 503.", HealthAsync) { Response = RouteBody.Json("node_id, port, status, timestamp (unix seconds).") },
        new("POST", "/health", AnswerStyle.Text, "As GET: the classic node took any method.", HealthAsync) { Response = RouteBody.Json("As GET.") },
        new("GET", "/health/live", AnswerStyle.Text, "Whether the process should go on living: 503 only when its store has stopped for good.", LiveAsync) { Response = RouteBody.Json("status, and error when it is not live.") },
        new("GET", "/health/ready", AnswerStyle.Text, "Whether the node takes work: 503 while it starts, stops or has failed.", ReadyAsync) { Response = RouteBody.Json("status, and error when it has failed.") },
        new("GET", "/info", AnswerStyle.Text, "Name, version and age of the node.", InfoAsync) { Response = RouteBody.Json("node_id, node_type, plugin_count, plugins, uptime (seconds), version.") },
    ];

    private Task HealthAsync(ApiExchange exchange)
    {
        var key = KeyOf(exchange);
        var answer = _health;
        if (answer is null || answer.Key != key)
        {
            _health = answer = Health(key);
        }

        ClassicJson.Send(exchange.Http.Response, answer.Body, answer.Status);
        return Task.CompletedTask;
    }

    private Task InfoAsync(ApiExchange exchange)
    {
        var key = KeyOf(exchange);
        var answer = _info;
        if (answer is null || answer.Key != key)
        {
            _info = answer = Info(key);
        }

        ClassicJson.Send(exchange.Http.Response, answer.Body, answer.Status);
        return Task.CompletedTask;
    }

    private (long Second, int Port, NodeState State, bool IsHealthy) KeyOf(ApiExchange exchange) =>
        (clock.GetUtcNow().ToUnixTimeSeconds(), exchange.Http.Connection.LocalPort, node.State, facts.IsHealthy);

    private CachedAnswer Health((long Second, int Port, NodeState State, bool IsHealthy) key) => new(key, StatusOf(key.IsHealthy), ClassicJson.Encode(json =>
    {
        json.WriteString("node_id", facts.Self);
        json.WriteNumber("port", key.Port);
        json.WriteString("status", key.IsHealthy ? "healthy" : Unwell(key.State));
        json.WriteNumber("timestamp", key.Second);
    }));

    private CachedAnswer Info((long Second, int Port, NodeState State, bool IsHealthy) key) => new(key, StatusCodes.Status200OK, ClassicJson.Encode(json =>
    {
        json.WriteString("node_id", facts.Self);
        json.WriteString("node_type", "flexcore");
        json.WriteNumber("plugin_count", 0);
        json.WriteNumber("plugins", 0);
        json.WriteNumber("uptime", key.Second - node.StartedAt.ToUnixTimeSeconds());
        json.WriteString("version", node.Version);
    }));

    private Task LiveAsync(ApiExchange exchange) => StateAsync(exchange, node.State is not NodeState.Failed, "live");

    private Task ReadyAsync(ApiExchange exchange) => StateAsync(exchange, facts.IsHealthy, "ready");

    private Task StateAsync(ApiExchange exchange, bool isWell, string well) => ClassicJson.WriteAsync(
        exchange,
        json =>
        {
            if (!isWell && node.Failure is { } failure)
            {
                json.WriteString("error", failure);
            }

            json.WriteString("status", isWell ? well : Unwell(node.State));
        },
        StatusOf(isWell));

    private static int StatusOf(bool isWell) => isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    // A node that is ready and yet not well cannot prove to its cluster that it lives.
    private static string Unwell(NodeState state) => state is NodeState.Ready ? "not-serving" : state.ToString().ToLowerInvariant();
}
