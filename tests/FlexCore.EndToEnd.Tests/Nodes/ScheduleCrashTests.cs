using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

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
