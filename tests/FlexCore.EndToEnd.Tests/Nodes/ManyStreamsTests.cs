using System.Net;
using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Many pipelines at once on one node.</summary>
public sealed class ManyStreamsTests : IDisposable
{
    private const int Count = 200;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Two_hundred_pipelines_work_at_once_and_go_on_after_a_restart()
    {
        await using (var node = await LoadNode.StartAsync(_workspace))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await node.CreateStreamAsync($$"""
                name: p{{i}}
                source: { http: {} }
                steps:
                  - parse: json
                  - map: { pipeline: "'p{{i}}'" }
                sink: { topic: all }
                """));
            await SendToAllAsync(node, "before");

            (await TopicTail.ReadIdsAsync(node.Client, "all", [.. Ids("before")])).Values.ShouldAllBe(times => times == 1);
            (await RunningAsync(node)).ShouldBe(Count);
            (await node.Process.StopAsync()).ShouldBe(0, node.Process.Output);
        }

        await using var restarted = await LoadNode.StartAsync(_workspace);
        await SendToAllAsync(restarted, "after");

        var seen = await TopicTail.ReadIdsAsync(restarted.Client, "all", [.. Ids("before"), .. Ids("after")]);
        seen.Values.ShouldAllBe(times => times == 1);
        seen.Count.ShouldBe(2 * Count);
        (await restarted.Process.StopAsync()).ShouldBe(0, restarted.Process.Output);
    }

    private static IEnumerable<string> Ids(string phase) => Enumerable.Range(0, Count).Select(i => $"{phase}-{i}");

    private static async Task SendToAllAsync(LoadNode node, string phase) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), async (i, stop) =>
        {
            using var record = new StringContent($$"""{"id":"{{phase}}-{{i}}"}""", Encoding.UTF8, "application/json");
            using var response = await node.Client.PostAsync(new Uri($"/api/v1/streams/p{i}/records", UriKind.Relative), record, stop);
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(stop));
        });

    private static async Task<int> RunningAsync(LoadNode node)
    {
        using var page = JsonDocument.Parse(await node.Client.GetStringAsync(new Uri("/api/v1/streams?status=running&limit=1", UriKind.Relative)));
        return page.RootElement.GetProperty("total").GetInt32();
    }
}
