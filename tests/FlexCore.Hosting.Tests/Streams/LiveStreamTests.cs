using System.Text;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;

namespace FlexCore.Hosting.Tests.Streams;

/// <summary>Streams without an end on a real node: fed through their topic, stopped, restarted, taken down with the node.</summary>
public sealed class LiveStreamTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Forward => """
        name: ingest
        source:
          http: {}
        steps:
          - parse: json
        sinks:
          - topic: results
        checkpoint: { every: 50ms }

        """;

    [Fact]
    public async Task Records_of_the_topic_flow_through_over_stops_restarts_and_a_restart_of_the_node_exactly_once()
    {
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            var stream = (await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(Forward))).Required;
            stream.SourceTopic.ShouldBe("ingest");
            await AppendAsync(node, 1, 100);
            await WhenResultsAsync(node, 100);
            (await node.Streams.StopAsync(NodeHost.Call, "ingest")).Required.Status.ShouldBe("stopped");
            await AppendAsync(node, 101, 200);
            (await node.Streams.StartAsync(NodeHost.Call, "ingest", new StartStream())).Refusal.ShouldBeNull();
            await WhenResultsAsync(node, 200);
            (await node.Streams.RestartAsync(NodeHost.Call, "ingest", new StartStream())).Refusal.ShouldBeNull();
            await AppendAsync(node, 201, 300);
            await WhenResultsAsync(node, 300);
            (await node.Streams.GetAsync(NodeHost.Call, "ingest")).Required.Progress.ShouldNotBeNull().RecordsIn.ShouldBe(300);
            await AppendAsync(node, 301, 350);
            await node.StopAsync();
        }

        await using var again = await NodeHost.StartAsync(_folder);
        await AppendAsync(again, 351, 400);
        await WhenResultsAsync(again, 400);
        (await again.WhenAsync("ingest", "running")).SourceTopic.ShouldBe("ingest");
        (await ReadAsync(again)).ShouldBe(string.Concat(Enumerable.Range(1, 400).Select(i => $"{{\"n\":{i}}}\n")));
    }

    private static async Task AppendAsync(NodeHost node, int first, int last)
    {
        var lines = string.Concat(Enumerable.Range(first, last - first + 1).Select(i => $"{{\"n\":{i}}}\n"));
        var reply = await node.Topics.AppendAsync(
            new EventTopicAppend(SecurityContext.Development, "ingest", Encoding.UTF8.GetBytes(lines), last - first + 1, "c"));
        reply.Refusal.ShouldBeNull();
    }

    private static async Task WhenResultsAsync(NodeHost node, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var batch in node.Topics.SubscribeAsync(SecurityContext.Development, "results", 0, patience.Token))
        {
            if (batch.FirstRecord + batch.Count - 1 >= count)
            {
                return;
            }
        }
    }

    private static async Task<string> ReadAsync(NodeHost node)
    {
        var text = new StringBuilder();
        var position = 0L;
        while (await node.Topics.ReadAsync(SecurityContext.Development, "results", position) is { } batch)
        {
            text.Append(Encoding.UTF8.GetString(batch.Lines.Span));
            position = batch.Position;
        }

        return text.ToString();
    }
}
