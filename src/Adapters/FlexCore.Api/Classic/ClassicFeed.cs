using System.Text.Json;
using FlexCore.Api.Requests;
using FlexCore.Api.Sse;
using FlexCore.Application.Nodes;

namespace FlexCore.Api.Classic;

/// <summary>Sends the topic's events between the messages that the classic stream had: <c>connection</c> first, then <c>heartbeat</c>s.</summary>
/// <param name="place">Where the client goes on.</param>
/// <param name="identity">The node's name.</param>
/// <param name="node">The node.</param>
/// <param name="clock">The time shown.</param>
internal sealed class ClassicFeed(TopicPlace place, NodeIdentity identity, INode node, TimeProvider clock) : TopicFeed(place)
{
    /// <inheritdoc/>
    public override void WriteHello(SseWriter writer) => Write(writer, json =>
    {
        json.WriteString("message", "Connected to FlexCore event stream");
        json.WriteString("node_id", identity.Id);
        json.WriteNumber("timestamp", clock.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("type", "connection");
    });

    /// <inheritdoc/>
    public override void WriteHeartbeat(SseWriter writer) => Write(writer, json =>
    {
        json.WriteStartObject("cluster_status");
        json.WriteNumber("active_nodes", node.State is NodeState.Ready ? 1 : 0);
        json.WriteBoolean("is_leader", value: true);
        json.WriteEndObject();
        json.WriteString("node_id", identity.Id);
        json.WriteNumber("timestamp", clock.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("type", "heartbeat");
    });

    // Without an id: the client's last event id stays that of the last record.
    private static void Write(SseWriter writer, Action<Utf8JsonWriter> members) => writer.Event(ClassicJson.Encode(members).AsSpan()[..^1]);
}
