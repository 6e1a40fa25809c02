using System.Globalization;
using System.Text.Json;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.Nodes;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Classic;

/// <summary>The cluster as it is in this version: one node, which leads itself.</summary>
/// <param name="node">The node.</param>
/// <param name="identity">Its name.</param>
/// <param name="gate">Counts event streams.</param>
/// <param name="clock">The time shown.</param>
internal sealed class ClusterRoutes(INode node, NodeIdentity identity, SseGate gate, TimeProvider clock) : IRouteSet
{
    /// <summary>What the classic services called a cluster of one process.</summary>
    private const string Mode = "inmemory";

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/cluster", AnswerStyle.Text, "The cluster: this one node.", ClusterAsync)
        {
            Response = RouteBody.Json("active_nodes, cluster_name, cluster_size, custom_status, healthy, last_heartbeat, leader, leader_node, node_count, node_id."),
        },
        new("GET", "/cluster/status", AnswerStyle.Text, "The cluster's state: this one node.", StatusAsync)
        {
            Response = RouteBody.Json("active_nodes, cluster_mode, is_leader, node_id, nodes, redis_url, status, timestamp (unix seconds)."),
        },
        new("GET", "/cluster/nodes", AnswerStyle.Text, "The nodes of the cluster: this one.", NodesAsync) { Response = RouteBody.Json("count, nodes.") },
        new("GET", "/cluster/leader", AnswerStyle.Text, "Whether this node leads: a node alone does.", LeaderAsync) { Response = RouteBody.Json("is_leader, node_id.") },
    ];

    private bool IsReady => node.State is NodeState.Ready;

    private Task ClusterAsync(ApiExchange exchange) => ClassicJson.WriteAsync(exchange, json =>
    {
        json.WriteStartArray("active_nodes");
        json.WriteStartObject();
        json.WriteString("address", AddressOf(exchange.Http));
        json.WriteString("id", identity.Id);
        json.WriteString("last_seen", Now());
        json.WriteStartObject("metrics");
        json.WriteNumber("event_streams", gate.Open);
        json.WriteNumber("streams_at_work", node.StreamsAtWork);
        json.WriteEndObject();
        json.WriteString("status", IsReady ? "active" : "inactive");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("cluster_name", "flexcore");
        json.WriteNumber("cluster_size", 1);
        json.WriteStartObject("custom_status");
        json.WriteString("mode", Mode);
        json.WriteEndObject();
        json.WriteBoolean("healthy", IsReady);
        json.WriteString("last_heartbeat", Now());
        json.WriteString("leader", identity.Id);
        json.WriteString("leader_node", identity.Id);
        json.WriteNumber("node_count", 1);
        json.WriteString("node_id", identity.Id);
    });

    private Task StatusAsync(ApiExchange exchange) => ClassicJson.WriteAsync(exchange, json =>
    {
        json.WriteNumber("active_nodes", IsReady ? 1 : 0);
        json.WriteString("cluster_mode", Mode);
        json.WriteBoolean("is_leader", true);
        json.WriteString("node_id", identity.Id);
        WriteNodes(json, exchange.Http);
        json.WriteString("redis_url", "");
        json.WriteString("status", IsReady ? "healthy" : "unhealthy");
        json.WriteNumber("timestamp", clock.GetUtcNow().ToUnixTimeSeconds());
    });

    private Task NodesAsync(ApiExchange exchange) => ClassicJson.WriteAsync(exchange, json =>
    {
        json.WriteNumber("count", 1);
        WriteNodes(json, exchange.Http);
    });

    private Task LeaderAsync(ApiExchange exchange) => ClassicJson.WriteAsync(exchange, json =>
    {
        json.WriteBoolean("is_leader", true);
        json.WriteString("node_id", identity.Id);
    });

    private void WriteNodes(Utf8JsonWriter json, HttpContext http)
    {
        json.WriteStartArray("nodes");
        json.WriteStartObject();
        json.WriteString("id", identity.Id);
        json.WriteString("address", AddressOf(http));
        json.WriteString("last_seen", Now());
        json.WriteStartObject("metadata");
        json.WriteString("state", node.State.ToString().ToLowerInvariant());
        json.WriteString("version", node.Version);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private string Now() => clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static string AddressOf(HttpContext http) =>
        http.Connection.LocalIpAddress is { } address ? new System.Net.IPEndPoint(address, http.Connection.LocalPort).ToString() : "in-process";
}
