using System.Text.Json;
using FlexCore.EndToEnd.Tests.Nodes;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

/// <summary>The commands that talk to a node, against a real one.</summary>
public sealed class OnlineTests : IDisposable
{
    private const string Orders = """
        name: orders
        description: Takes orders over HTTP.
        source: { http: {} }
        steps: [ { parse: json }, { filter: amount > 3 } ]
        sink: { topic: big-orders }
        """;

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_pipeline_lives_from_draft_to_archive()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        _workspace.Write("orders.yaml", Orders);

        (await RunAsync(node, "pipeline", "create", "orders.yaml")).ShouldExitWith(0).Out.ShouldContain("status       draft\n");
        (await RunAsync(node, "pipeline", "activate", "orders")).ShouldExitWith(0);
        await StatusAsync(node, "orders", "running");
        (await RunAsync(node, "stream", "list")).ShouldExitWith(0).Out.ShouldContain("orders  running");
        (await RunAsync(node, "pipeline", "pause", "orders")).ShouldExitWith(0).Out.ShouldContain("status       paused\n");
        (await RunAsync(node, "pipeline", "resume", "orders")).ShouldExitWith(0);
        (await RunAsync(node, "pipeline", "pause", "orders")).ShouldExitWith(0);
        (await RunAsync(node, "pipeline", "archive", "orders")).ShouldExitWith(0).Out.ShouldContain("status       archived\n");

        var history = (await RunAsync(node, "pipeline", "history", "orders", "--output", "json")).ShouldExitWith(0);
        using var json = JsonDocument.Parse(history.Out);
        json.RootElement.GetProperty("total").GetInt32().ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task A_stream_is_stopped_and_started_and_refuses_what_makes_no_sense()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        _workspace.Write("orders.yaml", Orders);
        (await RunAsync(node, "pipeline", "create", "orders.yaml", "--activate")).ShouldExitWith(0);
        await StatusAsync(node, "orders", "running");

        (await RunAsync(node, "stream", "stop", "orders")).ShouldExitWith(0).Out.ShouldContain("status       stopped\n");
        (await RunAsync(node, "stream", "stop", "orders")).ShouldExitWith(17).ShouldExplain("node-refused", "orders");
        (await RunAsync(node, "stream", "start", "orders")).ShouldExitWith(0);
        (await RunAsync(node, "stream", "restart", "orders", "--fresh")).ShouldExitWith(0);
        (await RunAsync(node, "stream", "status", "none")).ShouldExitWith(17).ShouldExplain("none");
        (await RunAsync(node, "stream", "top", "--count", "1")).ShouldExitWith(0).Out.ShouldContain("orders");
    }

    [Fact]
    public async Task Records_that_go_in_can_be_followed_to_where_they_come_out()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        _workspace.Write("orders.yaml", Orders);
        (await RunAsync(node, "pipeline", "create", "orders.yaml", "--activate")).ShouldExitWith(0);
        using var records = new StringContent("{\"amount\":1}\n{\"amount\":5}\n{\"amount\":9}\n", new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-ndjson"));
        using var answer = await node.Http.PostAsync(new Uri("/api/v1/streams/orders/records", UriKind.Relative), records);
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync());

        var tail = (await RunAsync(node, "event", "tail", "--topic", "big-orders", "--from-start", "--count", "2")).ShouldExitWith(0);

        tail.Out.ShouldBe("{\"amount\":5}\n{\"amount\":9}\n");
    }

    [Fact]
    public async Task Live_records_are_seen_at_an_edge()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        _workspace.Write("orders.yaml", Orders);
        (await RunAsync(node, "pipeline", "create", "orders.yaml", "--activate")).ShouldExitWith(0);
        await StatusAsync(node, "orders", "running");
        await using var tap = FlexcoreProcess.Start(_workspace.Folder, "tap", "orders", "--edge", "2:filter", "--count", "1", "--node", node.Url);

        // Only records that pass while someone looks are seen, so they keep coming until the tap has had its one.
        var seen = tap.WaitAsync();
        while (!seen.IsCompleted)
        {
            using var record = new StringContent("{\"amount\":5}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            using var answer = await node.Http.PostAsync(new Uri("/api/v1/streams/orders/records", UriKind.Relative), record);
            ((int)answer.StatusCode).ShouldBe(202);
        }

        (await seen).ShouldExitWith(0).Out.ShouldBe("{\"amount\":5}\n");
        (await RunAsync(node, "stream", "operators", "orders")).ShouldExitWith(0).Out.ShouldContain("2:filter");
        (await RunAsync(node, "tap", "orders", "--edge", "9:none")).ShouldExitWith(17).ShouldExplain("9:none");
    }

    [Fact]
    public async Task A_run_is_done_by_the_node()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        _workspace.Write("sum.yaml", "name: sum\nsource: stdin\nsteps: [ { parse: json }, { group: { by: [k], aggregate: { n: count() } } } ]\nsink: stdout\n");
        _workspace.Write("in.ndjson", "{\"k\":\"a\"}\n{\"k\":\"b\"}\n{\"k\":\"a\"}\n");

        var run = (await RunAsync(node, "run", "sum.yaml", "--input", "in.ndjson", "--json")).ShouldExitWith(0);

        using var job = JsonDocument.Parse(run.Out);
        job.RootElement.GetProperty("status").GetString().ShouldBe("completed");
        var output = job.RootElement.GetProperty("outputFile").GetString().ShouldNotBeNull();
        (await File.ReadAllTextAsync(output)).ShouldBe("{\"k\":\"a\",\"n\":2}\n{\"k\":\"b\",\"n\":1}\n");
        (await RunAsync(node, "job", "list")).ShouldExitWith(0).Out.ShouldContain("completed");
    }

    [Fact]
    public async Task Mistakes_of_a_pipeline_show_the_line_of_the_file()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        _workspace.Write("orders.yaml", Orders.Replace("filter", "fliter", StringComparison.Ordinal));

        var outcome = (await RunAsync(node, "pipeline", "create", "orders.yaml", "--activate")).ShouldExitWith(3);

        outcome.ShouldExplain("orders.yaml:4:29: unknown-operator", "fliter: amount > 3", "Did you mean 'filter'?");
    }

    [Fact]
    public async Task Ctrl_c_ends_following_cleanly()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        await using var tail = FlexcoreProcess.Start(_workspace.Folder, "event", "tail", "--from-start", "--node", node.Url);
        _workspace.Write("orders.yaml", Orders);
        (await RunAsync(node, "pipeline", "create", "orders.yaml")).ShouldExitWith(0);
        tail.Input.Close();
        tail.Interrupt();

        var outcome = (await tail.WaitAsync()).ShouldExitWith(130);

        outcome.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_node_the_remedy_is_named()
    {
        var outcome = (await FlexcoreProcess.RunAsync(_workspace.Folder, "stream", "list", "--node", "http://127.0.0.1:9")).ShouldExitWith(16);

        outcome.ShouldExplain("node-unavailable", "http://127.0.0.1:9", "flexcore start");
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<Outcome> RunAsync(NodeProcess node, params string[] arguments) =>
        await FlexcoreProcess.RunAsync(_workspace.Folder, [.. arguments, "--node", node.Url]);

    // Starting is the node's own business; asking again is how anyone finds out.
    private async Task StatusAsync(NodeProcess node, string stream, string status)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var outcome = await RunAsync(node, "stream", "status", stream, "--output", "json");
            if (outcome.ExitCode == 0 && outcome.Out.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The stream '{stream}' did not become {status}.");
    }
}
