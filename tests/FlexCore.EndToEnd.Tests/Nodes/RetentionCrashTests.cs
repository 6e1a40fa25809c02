using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A node that is killed while it takes old events away leaves every event once: in the log or in the archive.</summary>
public sealed class RetentionCrashTests : IDisposable
{
    private const int Events = 300;
    private const int Kept = 20;

    private const string Settings = """
        flexcore {
          journal.index-batch-events = 1
          retention { streams = 20, archive = true, batch-events = 5 }
        }
        """;

    private readonly Workspace _workspace = new();

    private string Archive => Path.Combine(_workspace.DataFolder, "archive");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Archive_and_log_together_hold_every_event_once_after_the_node_was_killed_again_and_again()
    {
        _workspace.Write("flexcore.conf", Settings);
        for (var life = 0; life < 3; life++)
        {
            await using var node = await NodeProcess.StartAsync(_workspace.Folder);
            if (life == 0)
            {
                await AppendAsync(node.Http);
            }

            // Killed at the moment in which one more archive has its name: what it has is gone from the log already, or not yet.
            await WhenAsync(node.Http, () => Files().Length > life * 6);
            await node.KillAsync();
        }

        await using (var last = await NodeProcess.StartAsync(_workspace.Folder))
        {
            await WhenAsync(last.Http, () => Files().Sum(static file => File.ReadLines(file).Count() - 1) == Events - Kept);
            var left = await LeftAsync(last.Http);
            left.ShouldBe(Enumerable.Range(Events - Kept + 1, Kept));
            (await last.TerminateAsync()).ShouldBe(0);
        }

        Archived().ShouldBe(Enumerable.Range(1, Events - Kept), "each once and in order");
        await VerifyAsync(0, "280");
        File.Delete(Files()[3]);
        await VerifyAsync(12, "Versions");
    }

    private string[] Files() => Directory.Exists(Archive) ? [.. Directory.GetFiles(Archive, "*.ndjson").Order(StringComparer.Ordinal)] : [];

    private IEnumerable<int> Archived() => Files().SelectMany(static file => File.ReadAllLines(file)[..^1]).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("version").GetInt32());

    private async Task VerifyAsync(int exit, string text)
    {
        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "event", "verify");
        outcome.ExitCode.ShouldBe(exit, outcome.Error);
        (outcome.Out + outcome.Error).ShouldContain(text);
    }

    private static async Task AppendAsync(HttpClient http)
    {
        var events = string.Join(',', Enumerable.Range(1, Events).Select(static number => string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"Counted","data":{"number":{{{number}}}}}""")));
        using var answer = await http.PostAsync("/api/v1/events/streams/orders", new StringContent($$"""{"events":[{{events}}]}""", Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<List<int>> LeftAsync(HttpClient http)
    {
        using var answer = await http.GetAsync($"/api/v1/events/streams/orders?from={(Events - Kept + 1).ToString(CultureInfo.InvariantCulture)}&limit=100");
        answer.EnsureSuccessStatusCode();
        return [.. JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("events").EnumerateArray().Select(static happened => happened.GetProperty("data").GetProperty("number").GetInt32())];
    }

    // The job is asked for again and again: the event index and the projections follow the append a moment later.
    private static async Task WhenAsync(HttpClient http, Func<bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var look = 0; !reached(); look++)
        {
            if (look % 200 == 0)
            {
                (await http.PostAsync("/api/v1/system/jobs/retention/run", null, patience.Token)).Dispose();
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
