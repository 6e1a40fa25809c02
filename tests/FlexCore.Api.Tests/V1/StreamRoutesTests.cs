using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.V1;

public sealed class StreamRoutesTests : IAsyncLifetime
{
    private const string Root = "/api/v1/streams";
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("""{"document":"name: s"}""", "running")]
    [InlineData("""{"document":"name: s","start":true}""", "running")]
    [InlineData("""{"document":"name: s","start":false}""", "created")]
    public async Task A_stream_is_created_and_started_unless_told_otherwise(string body, string status)
    {
        (await _host.SendAsync("POST", Root, body).JsonAsync(201)).Text("status").ShouldBe(status);
        (await _host.SendAsync("GET", $"{Root}/s").JsonAsync()).GetProperty("progress").GetProperty("recordsIn").GetInt32().ShouldBe(10);
    }

    [Fact]
    public async Task A_stream_is_stopped_started_and_restarted()
    {
        _host.Parts.Streams.Add("s");
        (await _host.SendAsync("POST", $"{Root}/s/stop").JsonAsync()).Text("status").ShouldBe("stopped");
        await _host.SendAsync("POST", $"{Root}/s/stop").ProblemAsync(409, "stream-not-running");
        (await _host.SendAsync("POST", $"{Root}/s/start").JsonAsync()).Text("runId").ShouldBe("r1");
        await _host.SendAsync("POST", $"{Root}/s/start").ProblemAsync(409, "stream-is-running");
        await _host.SendAsync("POST", $"{Root}/s/stop").JsonAsync();
        (await _host.SendAsync("POST", $"{Root}/s/start", """{"fresh":true}""").JsonAsync()).Text("runId").ShouldBe("fresh");
        (await _host.SendAsync("POST", $"{Root}/s/restart", "{}").JsonAsync()).Text("status").ShouldBe("running");
    }

    [Fact]
    public async Task Streams_are_listed_by_status()
    {
        _host.Parts.Streams.Add("a");
        _host.Parts.Streams.Add("b", "stopped");
        (await _host.SendAsync("GET", $"{Root}?status=stopped").JsonAsync()).GetProperty("items")[0].Text("key").ShouldBe("b");
        (await _host.SendAsync("GET", Root).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/start")]
    [InlineData("POST", "/stop")]
    [InlineData("POST", "/restart")]
    [InlineData("GET", "/history")]
    public async Task An_unknown_stream_is_not_found(string method, string rest) => await _host.SendAsync(method, $"{Root}/nobody{rest}").ProblemAsync(404, "stream-not-found");

    [Theory]
    [InlineData("""{"fresh":"yes"}""", "bad-field")]
    [InlineData("""{"force":true}""", "unknown-field")]
    public async Task A_wrong_start_is_refused(string body, string code)
    {
        _host.Parts.Streams.Add("s", "stopped");
        await _host.SendAsync("POST", $"{Root}/s/start", body).ProblemAsync(400, code);
        (await _host.SendAsync("GET", $"{Root}/s").JsonAsync()).Text("status").ShouldBe("stopped");
    }

    [Fact]
    public async Task A_document_with_mistakes_starts_nothing() =>
        (await _host.SendAsync("POST", Root, "name: broken", "application/yaml").ProblemAsync(400, "invalid-document")).GetProperty("diagnostics").GetArrayLength().ShouldBe(1);

    [Fact]
    public async Task Jobs_are_submitted_shown_and_cancelled()
    {
        using var response = await _host.SendAsync("POST", "/api/v1/jobs", """{"document":"name: j","input":"1\n2\n","variables":{"day":"mon","n":3,"x":true}}""");
        response.Headers.Location.ShouldNotBeNull().ToString().ShouldBe("/api/v1/jobs/job1");
        (await Task.FromResult(response).JsonAsync(202)).Text("id").ShouldBe("job1");
        var submitted = _host.Parts.Jobs.Submitted.Single();
        System.Text.Encoding.UTF8.GetString(submitted.Input.ShouldNotBeNull().Span).ShouldBe("1\n2\n");
        submitted.Variables.ShouldBe(new Dictionary<string, string> { ["day"] = "mon", ["n"] = "3", ["x"] = "true" });
        (await _host.SendAsync("GET", "/api/v1/jobs/job1").JsonAsync()).Text("status").ShouldBe("running");
        (await _host.SendAsync("POST", "/api/v1/jobs/job1/cancel").JsonAsync()).Text("status").ShouldBe("cancelled");
        await _host.SendAsync("POST", "/api/v1/jobs/job1/cancel").ProblemAsync(409, "job-ended");
        (await _host.SendAsync("GET", "/api/v1/jobs").JsonAsync()).GetProperty("items").GetArrayLength().ShouldBe(1);
        await _host.SendAsync("GET", "/api/v1/jobs/job9").ProblemAsync(404, "job-not-found");
        await _host.SendAsync("POST", "/api/v1/jobs", """{"document":"name: j","variables":{"a":{}}}""").ProblemAsync(400, "bad-field");
    }

    [Fact]
    public async Task The_node_shows_itself()
    {
        _host.Parts.Clock.Advance(TimeSpan.FromSeconds(90));
        _host.Parts.Node.StreamsAtWork = 3;
        var node = await _host.SendAsync("GET", "/api/v1/node").JsonAsync();
        (node.Text("id"), node.Text("state"), node.Text("version"), node.GetProperty("uptimeSeconds").GetInt32(), node.GetProperty("streamsAtWork").GetInt32())
            .ShouldBe(("node-1", "ready", "0.1.0", 90, 3));
    }
}
