using System.Net.Http.Json;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Crashes;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A schedule that starts a pipeline on a real node. The run writes to an endpoint that holds its answers back, so it is at work until the test lets it end.</summary>
public sealed class PipelineScheduleTests : IAsyncLifetime, IDisposable
{
    private const string Ticks = """{"id":"ticks","every":"1s","overlap":"queue","misfire":"fire-all","target":{"kind":"event","name":"ticks"}}""";
    private const string Nightly = """{"id":"nightly","every":"1s","target":{"kind":"pipeline","name":"nightly"}}""";
    private readonly Workspace _workspace = new();
    private HeldEndpoint _endpoint = null!;

    public async Task InitializeAsync() => _endpoint = await HeldEndpoint.StartAsync(free: 0);

    public async Task DisposeAsync() => await _endpoint.DisposeAsync();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_run_is_seen_at_work_survives_a_kill_and_its_end_is_in_the_history()
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\n{\"n\":2}\n");
        string run;
        await using (var node = await NodeProcess.StartAsync(_workspace.Folder))
        {
            var document = $$"""
                name: nightly
                source: { file: { path: "{{_workspace.PathOf("in.ndjson")}}" } }
                steps: [ parse: json ]
                sink: { http: { url: "{{_endpoint.Url}}", batch: 1, timeout: 10m } }
                """;
            (await node.Http.PostAsJsonAsync("/api/v1/streams", new { document, start = false })).EnsureSuccessStatusCode();
            await CreateAsync(node, Nightly);
            await CreateAsync(node, Ticks);
            await _endpoint.Reached.WaitAsync(FlexcoreProcess.Patience);

            // As long as the run is at work, times of the schedule are left out.
            var schedule = await WhenAsync(node, "/api/v1/schedules/nightly", view => view.GetProperty("skipped").GetInt64() >= 2);
            (schedule.GetProperty("fired").GetInt64(), schedule.GetProperty("running").GetInt32()).ShouldBe((1, 1));
            (await FiringsAsync(node)).ShouldBe(["1 running"]);
            run = (await GetAsync(node, "/api/v1/pipelines/nightly")).GetProperty("run").GetProperty("runId").GetString() ?? "";
            run.ShouldStartWith("schedule-");
            await node.KillAsync();
        }

        await using var again = await NodeProcess.StartAsync(_workspace.Folder);
        _endpoint.Open();
        await WhenAsync(again, "/api/v1/schedules/nightly", view => view.TryGetProperty("lastFiring", out var last) && last.GetProperty("number").GetInt64() >= 2);

        (await FiringsAsync(again))[^2..].ShouldBe(["2 completed", "1 completed"]);
        var history = await GetAsync(again, "/api/v1/pipelines/nightly/history?limit=100");
        var starts = history.GetProperty("items").EnumerateArray().Where(entry => entry.GetProperty("type").GetString() == "pipeline.started").Select(entry => entry.GetProperty("payload").GetRawText());
        starts.Count(payload => payload.Contains(run, StringComparison.Ordinal)).ShouldBe(1, "the run that was under way went on; it was not started again");
        (await again.TerminateAsync()).ShouldBe(0);
    }

    private static async Task CreateAsync(NodeProcess node, string schedule) =>
        (await node.Http.PostAsync("/api/v1/schedules", new StringContent(schedule, System.Text.Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();

    private static async Task<List<string>> FiringsAsync(NodeProcess node) =>
    [
        .. (await GetAsync(node, "/api/v1/schedules/nightly/history")).GetProperty("firings").EnumerateArray()
            .Select(firing => $"{firing.GetProperty("number")} {firing.GetProperty("status").GetString()}"),
    ];

    private static async Task<JsonElement> GetAsync(NodeProcess node, string path)
    {
        using var json = JsonDocument.Parse(await node.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return json.RootElement.Clone();
    }

    /// <summary>Looks at a route each time that the other schedule has fired, until it shows what is waited for.</summary>
    private static async Task<JsonElement> WhenAsync(NodeProcess node, string path, Func<JsonElement, bool> holds)
    {
        using var patience = new CancellationTokenSource(FlexcoreProcess.Patience);
        await using var ticks = await node.Http.GetStreamAsync(new Uri("/api/v1/topics/ticks/tail?from=start", UriKind.Relative), patience.Token);
        using var reader = new StreamReader(ticks);
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && await GetAsync(node, path) is var view && holds(view))
            {
                return view;
            }
        }

        throw new TimeoutException($"{path} did not show what was waited for.");
    }
}
