using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlexCore.Hocon.Configuration;
using FlexCore.Hosting;
using FlexCore.Node.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Tests;

/// <summary>Commands and queries of a real node, as classic and as modern clients send them.</summary>
public sealed class NodeMessagesTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-node-");
    private readonly StringWriter _log = new();
    private HttpClient _http = new();
    private NodeApplication? _node;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    public void Dispose()
    {
        _http.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_classic_pipeline_is_created_and_started_with_the_events_of_its_stream()
    {
        var document = "name: hits\nsource: { http: {} }\nsteps:\n  - parse: json\nsink: { topic: hits-out }\n";
        var created = await SendAsync("/cqrs/commands", new { command_id = "c1", command_type = "CreatePipeline", aggregate_id = "hits", payload = new { document, name = "Hits" } });
        var started = await SendAsync("/cqrs/commands", new { command_id = "c2", command_type = "StartPipeline", aggregate_id = "hits", payload = new { } });

        Types(created).ShouldBe(["PipelineCreated", "PipelineDocumentSet"]);
        created.GetProperty("events")[0].GetProperty("aggregate_type").GetString().ShouldBe("Pipeline");
        Types(started).ShouldContain("PipelineStarted");
        started.GetProperty("version").GetInt32().ShouldBe(Types(started).Length);
        var found = await SendAsync("/cqrs/queries", new { query_id = "q", query_type = "GetPipeline", parameters = new { pipeline_id = "hits" } });
        found.GetProperty("data").GetProperty("status").GetString().ShouldBe("running");
    }

    [Fact]
    public async Task A_command_with_a_key_has_the_same_answer_after_a_restart()
    {
        var first = await CommandAsync("pipelines.create", new { document = "name: p\n" }, "key-1");
        await StopAsync();
        await StartAsync();
        var second = await CommandAsync("pipelines.create", new { document = "name: p\n" }, "key-1");

        second.Result.GetRawText().ShouldBe(first.Result.GetRawText());
        (second.Token, second.Token.Length > 0).ShouldBe((first.Token, true));
        (await _http.PostAsJsonAsync("/api/v1/commands/pipelines.create", new { document = "name: p\n" })).StatusCode.ShouldBe(HttpStatusCode.Conflict, "without the key it is another command");
    }

    [Fact]
    public async Task Every_command_of_a_node_is_told_with_its_fields()
    {
        var list = await _http.GetFromJsonAsync<JsonElement>("/api/v1/commands");

        list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()).ShouldBe(
            ["pipelines.activate", "pipelines.archive", "pipelines.create", "pipelines.pause", "pipelines.resume", "pipelines.update"], ignoreOrder: false);
    }

    private static string?[] Types(JsonElement answer)
    {
        answer.GetProperty("success").GetBoolean().ShouldBeTrue(answer.GetRawText());
        return [.. answer.GetProperty("events").EnumerateArray().Select(happened => happened.GetProperty("event_type").GetString())];
    }

    private async Task<(JsonElement Result, string Token)> CommandAsync(string name, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/commands/{name}") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.GetProperty("result").Clone(), answer.GetProperty("token").GetString() ?? "");
    }

    private async Task<JsonElement> SendAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).Clone();
    }

    private async Task StartAsync()
    {
        var settings = new Dictionary<string, string?> { ["flexcore:journal:data-folder"] = _folder.FullName, ["flexcore:node:port"] = "0" };
        using var reference = typeof(NodeMessagesTests).Assembly.GetManifestResourceStream("reference.conf") ?? throw new InvalidOperationException("no reference.conf");
        using var text = new StreamReader(reference);
        var configuration = new ConfigurationBuilder().AddHoconText(await text.ReadToEndAsync(), "reference.conf").AddInMemoryCollection(settings).Build();
        _node = await NodeApplication.StartAsync(
            configuration, null, (services, folder) => services.AddFlexCore(flexcore => flexcore.UseConfiguration(configuration).UseBaseFolder(folder)), new JsonLoggerFactory(_log, TimeProvider.System, LogLevel.Information));
        _http.Dispose();
        _http = new HttpClient { BaseAddress = new Uri(_node.Url) };
    }

    private async Task StopAsync()
    {
        if (_node is { } node)
        {
            _node = null;
            await node.StopAsync();
            await node.DisposeAsync();
        }
    }
}
