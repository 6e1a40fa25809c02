using System.Globalization;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.LoadGenerator;
using Xunit.Abstractions;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Full load from a second process. FLEXCORE_LOAD_SECONDS makes the loads longer than the few seconds of a test run.</summary>
public sealed class LoadTests(ITestOutputHelper output) : IDisposable
{
    // Measured: 163 MB after 30 s of full load with half a million records, and the same after 4 s.
    private const long WorkingSetMax = 400L * 1024 * 1024;
    private const long SmallBacklog = 2_000;

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

    /// <param name="backlogBytes">How far a running pipeline may be behind; small, so that the load has to be refused again and again, or as it is by default.</param>
    [Theory]
    [InlineData(SmallBacklog)]
    [InlineData(1024 * 1024 * 1024)]
    public async Task Every_acknowledged_record_reaches_the_sink_once_and_memory_stays_bounded(long backlogBytes)
    {
        await using var node = await LoadNode.StartAsync(_workspace, "--set", FormattableString.Invariant($"flexcore.event-topics.backlog-bytes-max={backlogBytes}"));
        await node.CreateStreamAsync(Pipeline);

        var report = await LoadProcess.RunAsync(Plan(node, connections: 64, records: 1), _workspace.Folder);

        report.Failed.ShouldBe(0, report.FirstFailure);
        report.RefusedWithoutRetryAfter.ShouldBe(0, "a refusal says when to come again");
        (report.Refused > 0).ShouldBe(backlogBytes == SmallBacklog, $"{report.Refused} were refused");
        var acknowledged = Acknowledged();
        acknowledged.Length.ShouldBe((int)report.AcknowledgedRecords);
        acknowledged.Length.ShouldBeGreaterThan(0);
        var seen = await TopicTail.ReadIdsAsync(node.Client, "out", acknowledged);
        seen.Values.ShouldAllBe(times => times == 1);
        seen.Count.ShouldBe(acknowledged.Length, "no record was invented");
        var memory = node.Process.PeakWorkingSet;
        output.WriteLine($"{acknowledged.Length:N0} acknowledged, {report.Refused:N0} refused, {memory / 1_000_000:N0} MB at most");
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
