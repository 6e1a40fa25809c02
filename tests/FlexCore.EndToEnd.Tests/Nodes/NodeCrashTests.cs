using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>What a node has acknowledged over HTTP is there after <c>kill -9</c>, in the topic and behind the stream, once.</summary>
public sealed class NodeCrashTests : IDisposable
{
    private const int Clients = 16;
    private const string Document = "name: ingest\nsource: { http: {} }\nsteps: [ { parse: json } ]\nsinks: [ { topic: results } ]\ncheckpoint: { every: 100ms }\n";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Every_acknowledged_record_survives_kill_nine_under_load_and_flows_through_once()
    {
        var acknowledged = new ConcurrentBag<string>();
        foreach (var (round, acknowledgements) in new[] { (1, 40), (2, 700), (3, 300) })
        {
            await using var node = await NodeProcess.StartAsync(_workspace.Folder);
            if (round == 1)
            {
                (await node.Http.PostAsJsonAsync("/api/v1/streams", new { document = Document })).EnsureSuccessStatusCode();
            }

            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var before = acknowledged.Count;
            var clients = Enumerable.Range(0, Clients).Select(client => PostUntilKilledAsync(node.Http, round, client, acknowledged, () =>
            {
                if (acknowledged.Count - before >= acknowledgements)
                {
                    enough.TrySetResult();
                }
            })).ToArray();
            await enough.Task.WaitAsync(FlexcoreProcess.Patience);
            await node.KillAsync();
            await Task.WhenAll(clients);
        }

        await using var last = await NodeProcess.StartAsync(_workspace.Folder);
        var end = (await last.Http.GetFromJsonAsync<JsonElement>("/api/v1/topics/ingest")).GetProperty("records").GetInt64();
        end.ShouldBeGreaterThanOrEqualTo(acknowledged.Count);
        var taken = await FollowAsync(last.Http, "ingest", end);
        taken.ToHashSet().IsSupersetOf(acknowledged).ShouldBeTrue("every acknowledged record is in the topic");
        taken.Distinct().Count().ShouldBe(taken.Count);
        (await FollowAsync(last.Http, "results", end)).ShouldBe(taken, "the stream went on where it stood and wrote each record once");
        (await last.TerminateAsync()).ShouldBe(0);
    }

    private static async Task PostUntilKilledAsync(HttpClient http, int round, int client, ConcurrentBag<string> acknowledged, Action onAcknowledged)
    {
        for (var place = 0; ; place++)
        {
            var record = string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{round}-{client}-{place}\"}}");
            try
            {
                using var body = new StringContent(record, Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync("/api/v1/streams/ingest/records", body);
                answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
            }
            catch (HttpRequestException)
            {
                // Killed: whether this record is there is unknown, and both are right.
                return;
            }

            acknowledged.Add(record);
            onAcknowledged();
        }
    }

    private static async Task<List<string>> FollowAsync(HttpClient http, string topic, long count)
    {
        using var patience = new CancellationTokenSource(FlexcoreProcess.Patience);
        using var reader = new StreamReader(await http.GetStreamAsync($"/api/v1/topics/{topic}/tail?from=start", patience.Token));
        var records = new List<string>();
        while (records.Count < count && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: {\"id\":", StringComparison.Ordinal))
            {
                records.Add(line[6..]);
            }
        }

        return records;
    }
}
