using System.Net.Http.Json;
using System.Text;
using FlexCore.LoadGenerator;

namespace FlexCore.Benchmarks.Jobs.Http;

/// <summary>The servers that HTTP jobs send to, each a process of its own.</summary>
internal static class BenchmarkNode
{
    /// <summary>The path of the records of the stream that <see cref="StartAsync"/> creates.</summary>
    public const string RecordsPath = "/api/v1/streams/load/records";

    private const string Stream = """
        name: load
        source: { http: {} }
        sink: { file: { path: out.ndjson } }
        """;

    /// <summary>A node with one stream that takes records and is not at work: what is measured is the way in.</summary>
    public static async Task<ServerProcess> StartAsync(string folder)
    {
        var node = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "flexcore.dll"),
            folder,
            "start", "--port", "0", "--data", folder, "--set", "flexcore.event-topics.backlog-bytes-max=64G");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{node.Port}") };
        using var document = JsonContent.Create(new { document = Stream, start = false });
        using var response = await client.PostAsync(new Uri("/api/v1/streams", UriKind.Relative), document);
        return response.IsSuccessStatusCode
            ? node
            : throw new InvalidOperationException($"The node did not take the stream: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Kestrel with endpoints that read the body and answer constants.</summary>
    public static Task<ServerProcess> StartLimitAsync(string folder) =>
        ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "FlexCore.HttpLimits.dll"), folder);

    /// <summary>Sends a load and insists that every request succeeded.</summary>
    public static async Task<LoadReport> LoadAsync(LoadPlan plan, string folder)
    {
        var report = await LoadProcess.RunAsync(plan, folder);
        return report is { Succeeded: > 0, Refused: 0, Failed: 0, Unanswered: 0 }
            ? report
            : throw new InvalidOperationException(new StringBuilder("Not every request succeeded: ").Append(report).ToString());
    }
}
