using System.Text.Json;
using FlexCore.Api.Cluster;
using FlexCore.Api.Sse;

namespace FlexCore.Api.Classic;

/// <summary>Sends the topic's events between the messages that the classic stream had: <c>connection</c> first, then <c>heartbeat</c>s.</summary>
/// <param name="place">Where the client goes on.</param>
/// <param name="facts">What is known of the cluster.</param>
/// <param name="clock">The time shown.</param>
internal sealed class ClassicFeed(TopicPlace place, ClusterFacts facts, TimeProvider clock) : TopicFeed(place)
{
    /// <inheritdoc/>
    public override void WriteHello(SseWriter writer) => Write(writer, json =>
    {
        json.WriteString("message", "Connected to FlexCore event stream");
        json.WriteString("node_id", facts.Self);
        json.WriteNumber("timestamp", clock.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("type", "connection");
    });

    /// <inheritdoc/>
    public override void WriteHeartbeat(SseWriter writer) => Write(writer, json =>
    {
        json.WriteStartObject("cluster_status");
        json.WriteNumber("active_nodes", facts.ActiveNodes);
        json.WriteBoolean("is_leader", facts.IsLeader);
        json.WriteEndObject();
        json.WriteString("node_id", facts.Self);
        json.WriteNumber("timestamp", clock.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("type", "heartbeat");
    });

    // Without an id: the client's last event id stays that of the last record.
    private static void Write(SseWriter writer, Action<Utf8JsonWriter> members) => writer.Event(ClassicJson.Encode(members).AsSpan()[..^1]);
}
