using System.Globalization;
using System.Text.Json;
using FlexCore.Api.Cluster;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.Nodes;
using FlexCore.Application.Topics;

namespace FlexCore.Api.Classic;

/// <summary>The cluster as the classic services told it: its nodes, or one node that leads itself.</summary>
/// <param name="facts">What is known.</param>
/// <param name="node">The node.</param>
/// <param name="gate">Counts event streams.</param>
/// <param name="bus">Carries broadcasts.</param>
/// <param name="clock">The time shown.</param>
internal sealed class ClusterRoutes(ClusterFacts facts, INode node, SseGate gate, ITopicBus bus, TimeProvider clock) : IRouteSet
{
    /// <summary>The bus topic of broadcasts.</summary>
    public const string BroadcastTopic = "cluster.broadcast";

    private const string BroadcastType = "test.broadcast";

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/cluster", AnswerStyle.Text, "The cluster: its nodes and its leader.", ClusterAsync)
        {
            Response = RouteBody.Json("active_nodes, cluster_name, cluster_size, custom_status, healthy, last_heartbeat, leader, leader_node, node_count, node_id."),
        },
        new("GET", "/cluster/status", AnswerStyle.Text, "The cluster's state as this node sees it.", StatusAsync)
        {
            Response = RouteBody.Json("active_nodes, cluster_mode, is_leader, node_id, nodes, redis_url, status, timestamp (unix seconds)."),
        },
        new("GET", "/cluster/nodes", AnswerStyle.Text, "The nodes of the cluster that are not down.", NodesAsync) { Response = RouteBody.Json("count, nodes.") },
        new("GET", "/cluster/leader", AnswerStyle.Text, "Whether this node leads: a node alone does.", LeaderAsync) { Response = RouteBody.Json("is_leader, node_id.") },
        new("POST", "/cluster/broadcast", AnswerStyle.Text, "Publishes a test message to every node's subscribers of the bus topic cluster.broadcast.", BroadcastAsync)
        {
            Response = RouteBody.Json("message_type, source_node, success, timestamp (unix seconds)."), Problems = [ProblemCodes.Overloaded],
        },
    ];

    private async Task ClusterAsync(ApiExchange exchange)
    {
        await facts.RefreshAsync(exchange.Aborted);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            var nodes = facts.Nodes(exchange.Http);
            json.WriteStartArray("active_nodes");
            foreach (var fact in nodes)
            {
                json.WriteStartObject();
                json.WriteString("address", fact.Address);
                json.WriteString("id", fact.Id);
                json.WriteString("last_seen", Text(fact.LastSeen));
                json.WriteStartObject("metrics");
                WriteMetrics(json, fact);
                json.WriteEndObject();
                json.WriteString("status", fact.IsActive ? "active" : "inactive");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("cluster_name", "flexcore");
            json.WriteNumber("cluster_size", nodes.Count);
            json.WriteStartObject("custom_status");
            json.WriteString("mode", facts.Mode);
            json.WriteEndObject();
            json.WriteBoolean("healthy", facts.IsHealthy && facts.Leader is not null);
            json.WriteString("last_heartbeat", Text(nodes.FirstOrDefault(fact => fact.Id == facts.Self)?.LastSeen ?? clock.GetUtcNow()));
            json.WriteString("leader", facts.Leader);
            json.WriteString("leader_node", facts.Leader);
            json.WriteNumber("node_count", nodes.Count);
            json.WriteString("node_id", facts.Self);
        });
    }

    // What only the node itself counts; the numbers of others are at their own /metrics.
    private void WriteMetrics(Utf8JsonWriter json, NodeFact fact)
    {
        if (fact.Id == facts.Self)
        {
            json.WriteNumber("event_streams", gate.Open);
            json.WriteNumber("streams_at_work", node.StreamsAtWork);
        }
    }

    private async Task StatusAsync(ApiExchange exchange)
    {
        await facts.RefreshAsync(exchange.Aborted);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteNumber("active_nodes", facts.ActiveNodes);
            json.WriteString("cluster_mode", facts.Mode);
            json.WriteBoolean("is_leader", facts.IsLeader);
            json.WriteString("node_id", facts.Self);
            WriteNodes(json, facts.Nodes(exchange.Http));
            json.WriteString("redis_url", "");
            json.WriteString("status", facts.IsHealthy ? "healthy" : "unhealthy");
            json.WriteNumber("timestamp", clock.GetUtcNow().ToUnixTimeSeconds());
        });
    }

    private async Task NodesAsync(ApiExchange exchange)
    {
        await facts.RefreshAsync(exchange.Aborted);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            var nodes = facts.Nodes(exchange.Http);
            json.WriteNumber("count", nodes.Count);
            WriteNodes(json, nodes);
        });
    }

    private Task LeaderAsync(ApiExchange exchange) => ClassicJson.WriteAsync(exchange, json =>
    {
        json.WriteBoolean("is_leader", facts.IsLeader);
        json.WriteString("node_id", facts.Self);
    });

    private async Task BroadcastAsync(ApiExchange exchange)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var message = ClassicJson.Encode(json =>
        {
            json.WriteString("source_node", facts.Self);
            json.WriteNumber("timestamp", now);
            json.WriteString("type", BroadcastType);
        });
        await bus.PublishAsync(new TopicMessage(exchange.Security, BroadcastTopic, message), exchange.Aborted);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("message_type", BroadcastType);
            json.WriteString("source_node", facts.Self);
            json.WriteBoolean("success", value: true);
            json.WriteNumber("timestamp", now);
        });
    }

    private static void WriteNodes(Utf8JsonWriter json, IReadOnlyList<NodeFact> nodes)
    {
        json.WriteStartArray("nodes");
        foreach (var fact in nodes)
        {
            json.WriteStartObject();
            json.WriteString("id", fact.Id);
            json.WriteString("address", fact.Address);
            json.WriteString("last_seen", Text(fact.LastSeen));
            json.WriteStartObject("metadata");
            json.WriteString("state", fact.State);
            json.WriteString("version", fact.Version);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}
