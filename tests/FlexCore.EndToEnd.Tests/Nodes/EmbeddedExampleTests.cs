using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.TestServers;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>The example under deploy/examples/embedded, as a process.</summary>
public sealed class EmbeddedExampleTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_example_does_what_its_page_says_and_remembers_it()
    {
        var example = Repository.PathOf("deploy/examples/embedded");
        _workspace.Write("orders.ndjson", await File.ReadAllTextAsync(Path.Combine(example, "orders.ndjson")));
        await RunAsync(async http =>
        {
            await WhenCompletedAsync(http);
            var deposit = await http.PostAsJsonAsync("/accounts/ana/deposits", new { cents = 500 });
            deposit.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await http.PostAsJsonAsync("/accounts/ana/deposits", new { cents = -1 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await http.GetAsync("/accounts/bob")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await TransferAsync(http, 200)).Cents.ShouldBe(300);
            (await TransferAsync(http, 200)).Cents.ShouldBe(300, "the same key again");
            (await RefusedAsync(http, 900)).ShouldContain("The account holds 300 and 900 are wanted.");
            (await RefusedAsync(http, 0)).ShouldContain("Move more than 0.");
            (await RefusedAsync(http, 1_000_001)).ShouldContain("more than the 1000000");
        });
        _workspace.Read("out/orders.ndjson").ShouldBe(await File.ReadAllTextAsync(Path.Combine(example, "expected/orders.ndjson")));
        _workspace.Lines("out/bad-orders.ndjson").ShouldHaveSingleItem().ShouldContain("no-price");

        await RunAsync(async http =>
        {
            (await TransferAsync(http, 200)).Cents.ShouldBe(300, "the same key again, after the process was killed");
            (await http.GetFromJsonAsync<JsonElement>("/accounts/ana")).GetProperty("cents").GetInt64().ShouldBe(300);
            (await http.GetFromJsonAsync<JsonElement>("/accounts/bob")).GetProperty("cents").GetInt64().ShouldBe(200);
            (await http.GetFromJsonAsync<JsonElement>("/streams/orders")).GetProperty("status").GetString().ShouldBe("completed");
            (await http.GetAsync("/streams/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        });
    }

    private static async Task<(string Account, long Cents)> TransferAsync(HttpClient http, long cents)
    {
        using var response = await SendAsync(http, cents, "rent-may");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var account = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (account.GetProperty("account").GetString() ?? "", account.GetProperty("cents").GetInt64());
    }

    private static async Task<string> RefusedAsync(HttpClient http, long cents)
    {
        using var response = await SendAsync(http, cents, $"too-much-{cents}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, long cents, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/transfers") { Content = JsonContent.Create(new { from = "ana", to = "bob", cents }) };
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    private async Task RunAsync(Func<HttpClient, Task> use)
    {
        var url = $"http://127.0.0.1:{TcpPorts.Free()}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "embedded-example.dll"), url, _workspace.Folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The example did not start.");
        try
        {
            // The host's log says when it listens.
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(FlexcoreProcess.Patience) is { } line && !line.Contains("Now listening", StringComparison.Ordinal))
            {
                process.HasExited.ShouldBeFalse("the example ended by itself");
            }

            using var http = new HttpClient { BaseAddress = new Uri(url) };
            (await http.GetStringAsync("/health")).ShouldBe("Healthy");
            await use(http);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // There is nothing to await in another process: look again until it has happened.
    private static async Task WhenCompletedAsync(HttpClient http)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var look = 0; look < 1_500; look++)
        {
            if ((await http.GetFromJsonAsync<JsonElement>("/streams/orders")).GetProperty("status").GetString() == "completed")
            {
                return;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException("The pipeline did not complete.");
    }
}
