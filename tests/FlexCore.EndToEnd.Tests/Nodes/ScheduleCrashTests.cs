using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.LoadGenerator;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Every due time fires once, whatever happens to the process that fires: its records in the topic are the ledger.</summary>
public sealed class ScheduleCrashTests : IDisposable
{
    private const string Ticks = """{"id":"ticks","cron":"* * * * * *","overlap":"queue","misfire":"fire-all","catchUpMax":1000,"target":{"kind":"event","name":"ticks"}}""";
    private readonly Workspace _workspace = new();
    private readonly Workspace _other = new();

    public void Dispose()
    {
        _workspace.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task No_due_time_is_lost_or_fires_twice_when_the_node_is_killed()
    {
        var seen = 0;
        for (var round = 0; round < 3; round++)
        {
            await using var node = await NodeProcess.StartAsync(_workspace.Folder);
            if (round == 0)
            {
                (await node.Http.PostAsync("/api/v1/schedules", Json(Ticks))).EnsureSuccessStatusCode();
            }

            // Killed as soon as a firing is in the topic: its report may be on its way.
            seen = (await ReadAsync(node.Http, seen + 1)).Count;
            await node.KillAsync();
        }

        await using var last = await NodeProcess.StartAsync(_workspace.Folder);
        AssertLedger(await ReadAsync(last.Http, seen + 2));
        (await last.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task No_due_time_is_lost_or_fires_twice_when_the_node_stands_still()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);
        (await node.Http.PostAsync("/api/v1/schedules", Json(Ticks))).EnsureSuccessStatusCode();
        var before = (await ReadAsync(node.Http, 1)).Count;
        node.Process.Send(19).ShouldBeTrue("SIGSTOP");
        await using (await NodeProcess.StartAsync(_other.Folder))
        {
            // The time that another node takes to start is time that passes for the one that stands still.
        }

        node.Process.Send(18).ShouldBeTrue("SIGCONT");
        AssertLedger(await ReadAsync(node.Http, before + 3));
    }

    [FaketimeFact]
    public async Task No_due_time_fires_twice_when_the_clock_jumps_forwards_and_back()
    {
        var count = await RunAsync("+0", async http =>
        {
            (await http.PostAsync("/api/v1/schedules", Json(Ticks.Replace("1000", "5", StringComparison.Ordinal)))).EnsureSuccessStatusCode();
            return (await ReadAsync(http, 2)).Count;
        });

        // An hour ahead: what lies between is made up for, as far as the policy goes, and the times of that hour fire.
        count = await RunAsync("+1h", async http => (await ReadAsync(http, count + 7)).Count);

        // Back again: every time of the next hour has been decided. A trigger shows that the scheduler is at work.
        var records = await RunAsync("+0", async http =>
        {
            var all = await ReadAsync(http, count);
            (await http.PostAsync("/api/v1/schedules/ticks/trigger", null)).EnsureSuccessStatusCode();
            return await ReadUntilAsync(http, all.Count, "manual");
        });
        var dues = records.Where(record => record.GetProperty("origin").GetString() != "manual").Select(record => record.GetProperty("due").GetString()).ToList();
        dues.Distinct().Count().ShouldBe(dues.Count, "each due time has fired once, whatever the clock said");
        records.Select(record => record.GetProperty("firing").GetInt64()).Distinct().Count().ShouldBe(records.Count);
    }

    private async Task<T> RunAsync<T>(string offset, Func<HttpClient, Task<T>> work)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = FaketimeFactAttribute.Library ?? "", ["FAKETIME"] = offset, ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        await using var node = await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "flexcore.dll"), _workspace.Folder, environment, "start", "--port", "0");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{node.Port}") };
        var result = await work(http);
        await node.KillAsync();
        return result;
    }

    private static async Task<List<JsonElement>> ReadUntilAsync(HttpClient http, int after, string origin)
    {
        for (var count = after + 1; ; count++)
        {
            var records = await ReadAsync(http, count);
            if (records.Skip(after).Any(record => record.GetProperty("origin").GetString() == origin))
            {
                return records;
            }
        }
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    /// <summary>Reads the topic from its beginning until it has so many records.</summary>
    private static async Task<List<JsonElement>> ReadAsync(HttpClient http, int count)
    {
        using var patience = new CancellationTokenSource(FlexcoreProcess.Patience);
        using var answer = await http.GetAsync(new Uri("/api/v1/topics/ticks/tail?from=start", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        var records = new List<JsonElement>();
        while (records.Count < count && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                records.Add(JsonDocument.Parse(line[6..]).RootElement);
            }
        }

        return records;
    }

    private static void AssertLedger(List<JsonElement> records)
    {
        var dues = records.Select(record => DateTimeOffset.Parse(record.GetProperty("due").GetString() ?? "", CultureInfo.InvariantCulture)).ToList();
        dues.Distinct().Count().ShouldBe(dues.Count, "each due time has fired once");
        dues.Order().ShouldBe(Enumerable.Range(0, dues.Count).Select(second => dues.Min().AddSeconds(second)), "no due time is missing");
        records.Select(record => record.GetProperty("firing").GetInt64()).ShouldBe(Enumerable.Range(1, records.Count).Select(number => (long)number), "firings are in the topic in the order of their numbers");
    }
}
