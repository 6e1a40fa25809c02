using System.Globalization;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.LoadGenerator;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Full load from a second process. FLEXCORE_LOAD_SECONDS makes the loads longer than the few seconds of a test run.</summary>
public sealed class LoadTests : IDisposable
{
    private const long WorkingSetMax = 700L * 1024 * 1024;

    private const string Pipeline = """
        name: load
        source: { http: {} }
        steps:
          - parse: json
        sink: { topic: out }
        """;

    private static readonly double Seconds = double.Parse(Environment.GetEnvironmentVariable("FLEXCORE_LOAD_SECONDS") ?? "4", CultureInfo.InvariantCulture);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Every_acknowledged_record_reaches_the_sink_once_and_memory_stays_bounded()
    {
        await using var node = await LoadNode.StartAsync(_workspace);
        await node.CreateStreamAsync(Pipeline);

        var report = await LoadProcess.RunAsync(Plan(node, connections: 64, records: 1), _workspace.Folder);
        var memory = node.Process.WorkingSet;

        report.Failed.ShouldBe(0, report.FirstFailure);
        report.RefusedWithoutRetryAfter.ShouldBe(0, "a refusal says when to come again");
        var acknowledged = Acknowledged();
        acknowledged.Length.ShouldBe((int)report.AcknowledgedRecords);
        acknowledged.Length.ShouldBeGreaterThan(0);
        var seen = await TopicTail.ReadIdsAsync(node.Client, "out", acknowledged);
        seen.Values.ShouldAllBe(times => times == 1);
        seen.Count.ShouldBe(acknowledged.Length, "no record was invented");
        memory.ShouldBeLessThan(WorkingSetMax);
        (await node.Process.StopAsync()).ShouldBe(0, node.Process.Output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task After_kill_9_under_load_every_acknowledged_record_is_there_once(int records)
    {
        await using (var node = await LoadNode.StartAsync(_workspace))
        {
            await node.CreateStreamAsync(Pipeline);
            var load = LoadProcess.RunAsync(Plan(node, connections: 32, records) with { Seconds = 60 }, _workspace.Folder);

            // Some records have come out at the other end, so that the kill meets the whole way at work.
            await TopicTail.ReadIdsAsync(node.Client, "out", ["0-1", "1-1", "31-1"]);
            await node.Process.KillAsync();
            (await load).Unanswered.ShouldBeGreaterThan(0, "the kill came in the middle of the load");
        }

        var acknowledged = Acknowledged();
        await using var restarted = await LoadNode.StartAsync(_workspace);
        foreach (var topic in new[] { "load", "out" })
        {
            var seen = await TopicTail.ReadIdsAsync(restarted.Client, topic, acknowledged);
            seen.Where(entry => entry.Value != 1).ShouldBeEmpty($"topic {topic}");
        }

        (await restarted.Process.StopAsync()).ShouldBe(0, restarted.Process.Output);
    }

    private string[] Acknowledged() => File.ReadAllLines(_workspace.PathOf("acknowledged.txt"));

    private LoadPlan Plan(LoadNode node, int connections, int records) => new()
    {
        Port = node.Process.Port,
        Requests = [new LoadRequest("POST", "/api/v1/streams/load/records") { Records = records }],
        Connections = connections,
        Seconds = Seconds,
        AcknowledgedFile = _workspace.PathOf("acknowledged.txt"),
    };
}
