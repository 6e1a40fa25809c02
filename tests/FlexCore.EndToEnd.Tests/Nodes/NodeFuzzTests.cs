using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Random requests to every route of a real node, with its real store, pipelines and streams behind them.</summary>
public sealed class NodeFuzzTests : IDisposable
{
    private const int RequestsPerRoute = 12;

    private static readonly string[] Names =
    [
        "fuzzed", "unknown", "job%3A1", "%2e%2e%2f%2e%2e", "a%00b", "%F0%9F%8E%89", "UPPER", "%27%20or%201%3D1", new('n', 300), "-", "0",
    ];

    private static readonly string[] Queries =
    [
        "", "?limit=1", "?limit=-1", "?limit=99999999999999999999", "?offset=x", "?status=running", "?after=9e9", "?from=start", "?type=%0D%0Ax", "?a=1&a=2", "?fresh",
    ];

    private static readonly string[] Types = ["application/json", "application/x-ndjson", "application/yaml", "text/plain", "multipart/form-data", "application/json; charset=utf-16"];

    private static readonly string[] Bodies =
    [
        "", "{", "null", "[]", "{}", "0", "\"text\"", "[1,2,{\"id\":3}]", "{\"id\":1}\n{\"id\":2}\n", "{\"document\":7}", "{\"document\":\"name: [\"}", "{\"$type\":\"System.Object\"}",
        "{\"document\":\"name: fuzzed\\nsource: { http: {} }\\nsink: { topic: fuzzed-out }\\n\"}", "{\"fresh\":\"yes\"}", "name: &a [*a]", "a: b: c", "1e999999",
        new string('[', 5_000), "{\"x\":\"" + new string('x', 200_000) + "\"}", "\uFEFF{}", "\u0000\u0001\u0002",
    ];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(20261127)]
    public async Task No_request_breaks_the_node_or_shows_its_inside(int seed)
    {
        var random = new Random(seed);
        await using var node = await LoadNode.StartAsync(_workspace);
        var sent = 0;
        foreach (var (method, path) in await RoutesAsync(node.Client))
        {
            for (var i = 0; i < RequestsPerRoute; i++, sent++)
            {
                using var request = Request(random, method, path);
                var what = $"seed {seed}, request {sent}: {request.Method} {request.RequestUri} {request.Content?.Headers.ContentType}";
                using var response = await node.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                ((int)response.StatusCode).ShouldBeLessThan(500, what);
                if (!response.IsSuccessStatusCode)
                {
                    await RequireNoInsideAsync(response, what);
                }
            }
        }

        sent.ShouldBeGreaterThan(300, "the routes were found");
        (await node.Client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await node.Process.StopAsync()).ShouldBe(0, node.Process.Output);
    }

    private static async Task<List<(HttpMethod Method, string Path)>> RoutesAsync(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative)));
        return
        [
            .. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(
                path => path.Value.EnumerateObject().Select(operation => (new HttpMethod(operation.Name.ToUpperInvariant()), path.Name))),
        ];
    }

    private static HttpRequestMessage Request(Random random, HttpMethod method, string path)
    {
        var parts = path.Split('/').Select(part => part.StartsWith('{') ? Pick(random, Names) : part);
        var request = new HttpRequestMessage(method, new Uri(string.Join('/', parts) + Pick(random, Queries), UriKind.Relative));
        if (method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Pick(random, Bodies)));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Pick(random, Types));
        }

        if (random.Next(4) == 0)
        {
            request.Headers.TryAddWithoutValidation(random.Next(2) == 0 ? "Last-Event-ID" : "Idempotency-Key", Pick(random, Names));
        }

        return request;
    }

    private static async Task RequireNoInsideAsync(HttpResponseMessage response, string what)
    {
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldNotContain("   at ", customMessage: what);
        text.ShouldNotContain("Exception", customMessage: what);
        text.ShouldNotContain("SQLite", Case.Insensitive, what);
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            using var problem = JsonDocument.Parse(text);
            problem.RootElement.GetProperty("status").GetInt32().ShouldBe((int)response.StatusCode, what);
            problem.RootElement.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty(what);
        }
    }

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
