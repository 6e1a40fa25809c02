using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Every acknowledged event has its effect on read models once, however often the node is killed, and a rebuild makes the same documents.</summary>
public sealed class ReadModelCrashTests : IDisposable
{
    private const string Payments = """
        name: payments
        description: What was paid, for each customer.
        from: Paid
        key: data.customer
        rules:
          - increment: { count: 1, total: data.amount }
          - set: { last: data.number }
        """;

    private const int Streams = 7;
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Documents_equal_a_rebuild_byte_for_byte_after_the_node_was_killed_again_and_again()
    {
        var sent = 0;
        for (var life = 0; life < 3; life++)
        {
            await using var node = await NodeProcess.StartAsync(_workspace.Folder);
            if (life == 0)
            {
                (await node.Http.PostAsync("/api/v1/projections", new StringContent(Payments, Encoding.UTF8, "application/yaml"))).EnsureSuccessStatusCode();
            }

            // A burst, so that the kill comes while projections are at work on it; what is acknowledged is durable.
            await Task.WhenAll(Enumerable.Range(sent, 60).Select(number => PayAsync(node.Http, number)));
            sent += 60;
            await node.KillAsync();
        }

        await using var last = await NodeProcess.StartAsync(_workspace.Folder);
        foreach (var projection in new[] { "payments", "generic" })
        {
            await WaitAsync(last.Http, projection);
            var live = await DocumentsAsync(last.Http, projection, "");
            var rebuilt = await JsonAsync(await last.Http.PostAsync($"/api/v1/projections/{projection}/rebuild", null));
            var generation = rebuilt.GetProperty("generations").EnumerateArray().Max(static known => known.GetProperty("id").GetInt64());
            await WaitAsync(last.Http, projection, $"&generation={generation.ToString(CultureInfo.InvariantCulture)}");
            (await DocumentsAsync(last.Http, projection, $"&generation={generation.ToString(CultureInfo.InvariantCulture)}")).ShouldBe(live);
        }

        var paid = await DocumentsAsync(last.Http, "payments", "");
        paid.Select(static document => JsonDocument.Parse(document).RootElement.GetProperty("data").GetProperty("count").GetInt32()).Sum().ShouldBe(sent);
        (await last.TerminateAsync()).ShouldBe(0);
    }

    private static async Task PayAsync(HttpClient http, int number)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$$"""{"events":[{"type":"Paid","data":{"customer":"c{{{number % 3}}}","amount":{{{number % 10}}}.5,"number":{{{number}}}}}]}""");
        using var answer = await http.PostAsync($"/api/v1/events/streams/o-{number % Streams}", new StringContent(body, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task WaitAsync(HttpClient http, string projection, string query = "") =>
        (await http.GetAsync($"/api/v1/projections/{projection}/wait?wait=30000{query}")).EnsureSuccessStatusCode();

    // Everything but the id, which names the generation's projection and time only.
    private static async Task<List<string>> DocumentsAsync(HttpClient http, string projection, string query) =>
        [.. (await JsonAsync(await http.GetAsync($"/api/v1/read-models/{projection}?limit=1000{query}"))).GetProperty("items").EnumerateArray().Select(static document => document.GetRawText())];

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.EnsureSuccessStatusCode();
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        }
    }
}
