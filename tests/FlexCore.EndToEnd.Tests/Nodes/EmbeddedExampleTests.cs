using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

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
        });
        _workspace.Read("out/orders.ndjson").ShouldBe(await File.ReadAllTextAsync(Path.Combine(example, "expected/orders.ndjson")));
        _workspace.Lines("out/bad-orders.ndjson").ShouldHaveSingleItem().ShouldContain("no-price");

        await RunAsync(async http =>
        {
            (await http.GetFromJsonAsync<JsonElement>("/accounts/ana")).GetProperty("cents").GetInt64().ShouldBe(500);
            (await http.GetFromJsonAsync<JsonElement>("/streams/orders")).GetProperty("status").GetString().ShouldBe("completed");
            (await http.GetAsync("/streams/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        });
    }

    private async Task RunAsync(Func<HttpClient, Task> use)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
