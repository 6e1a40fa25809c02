using System.Text;
using System.Text.Json;
using FlexCore.Api.Classic;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Classic;

public sealed class ClassicRoutesTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync(options => options.RecordsMax = 10);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Health_has_the_classic_shape(string method)
    {
        using var response = await _host.SendAsync(method, "/health");
        (await response.Content.ReadAsStringAsync()).ShouldBe($"{{\"node_id\":\"node-1\",\"port\":{_host.Address.Port},\"status\":\"healthy\",\"timestamp\":1767225600}}\n");
        response.Content.Headers.ContentType?.ToString().ShouldBe("application/json");
    }

    [Fact]
    public async Task Health_moves_with_clock_and_state()
    {
        await _host.SendAsync("GET", "/health").JsonAsync();
        _host.Parts.Clock.Advance(TimeSpan.FromSeconds(5));
        (await _host.SendAsync("GET", "/health").JsonAsync()).GetProperty("timestamp").GetInt64().ShouldBe(1767225605);
        _host.Parts.Node.State = NodeState.Stopping;
        (await _host.SendAsync("GET", "/health").JsonAsync(503)).Text("status").ShouldBe("stopping");
        _host.Parts.Node.State = NodeState.Ready;
        (await _host.SendAsync("GET", "/health").JsonAsync()).Text("status").ShouldBe("healthy");
    }

    [Theory]
    [InlineData("Starting", 200, 503)]
    [InlineData("Ready", 200, 200)]
    [InlineData("Stopping", 200, 503)]
    [InlineData("Failed", 503, 503)]
    public async Task Liveness_and_readiness_follow_the_state(string state, int live, int ready)
    {
        _host.Parts.Node.State = Enum.Parse<NodeState>(state);
        _host.Parts.Node.Failure = state == "Failed" ? "the disk is full" : null;
        var lively = await _host.SendAsync("GET", "/health/live").JsonAsync(live);
        var readily = await _host.SendAsync("GET", "/health/ready").JsonAsync(ready);
        if (state == "Failed")
        {
            (lively.Text("error"), readily.Text("error"), readily.Text("status")).ShouldBe(("the disk is full", "the disk is full", "failed"));
        }
    }

    [Fact]
    public async Task Info_shows_name_version_and_age()
    {
        _host.Parts.Clock.Advance(TimeSpan.FromSeconds(42));
        var info = await _host.SendAsync("GET", "/info").JsonAsync();
        (info.Text("node_id"), info.Text("version"), info.GetProperty("uptime").GetInt32(), info.GetProperty("plugins").GetInt32(), info.GetProperty("plugin_count").GetInt32())
            .ShouldBe(("node-1", "0.1.0", 42, 0, 0));
    }

    [Fact]
    public async Task The_cluster_is_this_one_node()
    {
        var status = await _host.SendAsync("GET", "/cluster/status").JsonAsync();
        (status.GetProperty("active_nodes").GetInt32(), status.GetProperty("is_leader").GetBoolean(), status.Text("status"), status.Text("cluster_mode")).ShouldBe((1, true, "healthy", "inmemory"));
        status.GetProperty("nodes")[0].Text("address").ShouldBe($"127.0.0.1:{_host.Address.Port}");
        var nodes = await _host.SendAsync("GET", "/cluster/nodes").JsonAsync();
        (nodes.GetProperty("count").GetInt32(), nodes.GetProperty("nodes")[0].Text("id")).ShouldBe((1, "node-1"));
        var cluster = await _host.SendAsync("GET", "/cluster").JsonAsync();
        (cluster.GetProperty("cluster_size").GetInt32(), cluster.Text("leader"), cluster.GetProperty("healthy").GetBoolean(), cluster.GetProperty("active_nodes").GetArrayLength()).ShouldBe((1, "node-1", true, 1));
        (await _host.SendAsync("GET", "/cluster/leader").JsonAsync()).GetProperty("is_leader").GetBoolean().ShouldBeTrue();
        _host.Parts.Node.State = NodeState.Failed;
        (await _host.SendAsync("GET", "/cluster/status").JsonAsync()).GetProperty("active_nodes").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task An_event_is_accepted_and_lies_in_the_topic()
    {
        var answer = await _host.SendAsync("POST", "/events", "{ \"type\" : \"order.placed\",\n \"source\":\"shop\", \"data\":{ \"n\": 1 }, \"headers\":{}, \"routing_key\":\"r\", \"priority\": 5, \"id\":\"e1\"}").JsonAsync();
        (answer.Text("id"), answer.Text("status"), answer.Text("message")).ShouldBe(("e1", "accepted", "Event 'order.placed' accepted"));
        Lines().ShouldBe("{\"id\":\"e1\",\"type\":\"order.placed\",\"source\":\"shop\",\"timestamp\":\"2026-01-01T00:00:00.0000000Z\",\"data\":{\"n\":1},\"headers\":{},\"routing_key\":\"r\",\"priority\":5}\n");
    }

    [Fact]
    public async Task The_other_classic_shape_is_an_event_too()
    {
        var answer = await _host.SendAsync("POST", "/events", """{"event_type":"x","data":[1],"timestamp":"2025-01-01T00:00:00Z"}""", contentType: null).JsonAsync();
        answer.Text("id").ShouldBe("evt-1767225600000000000");
        Lines().ShouldBe("{\"id\":\"evt-1767225600000000000\",\"type\":\"x\",\"timestamp\":\"2025-01-01T00:00:00Z\",\"data\":[1]}\n");
    }

    [Fact]
    public async Task An_event_that_is_sent_again_under_its_key_is_there_once_although_the_node_numbers_it()
    {
        const string Event = """{"type":"x"}""";
        await _host.SendAsync("POST", "/events", Event, headers: ("Idempotency-Key", "k")).JsonAsync();
        await _host.SendAsync("POST", "/events", Event, headers: ("Idempotency-Key", "k")).JsonAsync();
        (await _host.SendAsync("POST", "/events", """{"type":"y"}""", headers: ("Idempotency-Key", "k")).TextAsync(422)).ShouldContain("'k'");

        (await _host.Parts.Topics.GetEndAsync(SecurityContext.Development, ClassicEvent.Topic)).Records.ShouldBe(1);
    }

    [Fact]
    public async Task Ids_given_at_one_moment_differ()
    {
        var ids = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await _host.SendAsync("POST", "/events", """{"type":"x"}""").JsonAsync()).Text("id")).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_batch_is_accepted_whole_or_not_at_all()
    {
        var answer = await _host.SendAsync("POST", "/events/batch", """[{"type":"a","id":"1"},{"type":"b","id":"2"}]""").JsonAsync();
        answer.GetProperty("total").GetInt32().ShouldBe(2);
        answer.GetProperty("results").ToString().ShouldBe("""[{"id":"1","status":"accepted"},{"id":"2","status":"accepted"}]""");
        _host.Parts.Topics.Appends.Single().Count.ShouldBe(2);
        (await _host.SendAsync("POST", "/events/batch", """[{"type":"a"},{"kind":"b"}]""").TextAsync(400)).ShouldContain("Event 2 of the batch: The field 'kind' is unknown");
        _host.Parts.Topics.Appends.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("GET", "/events/test", "system.event")]
    [InlineData("POST", "/events/test?type=my.event", "my.event")]
    [InlineData("POST", "/events/test?type=%22quoted%22%0a", "\"quoted\"\n")]
    public async Task A_test_event_is_a_real_event(string method, string path, string type)
    {
        await _host.SendAsync(method, path, method == "POST" ? "ignored" : null).JsonAsync();
        var answer = await _host.SendAsync(method, path).JsonAsync();
        (answer.GetProperty("success").GetBoolean(), answer.Text("event_type"), answer.GetProperty("local_events").GetInt32(), answer.GetProperty("timestamp").GetInt64()).ShouldBe((true, type, 2, 1767225600));
        JsonDocument.Parse(Lines().Split('\n')[0]).RootElement.Text("type").ShouldBe(type);
        (await _host.Parts.Topics.GetEndAsync(SecurityContext.Development, "events")).Records.ShouldBe(2);
    }

    [Theory]
    [InlineData("/events", "{", 400)]
    [InlineData("/events", "[]", 400)]
    [InlineData("/events", "{}", 400)]
    [InlineData("/events", "{\"type\":\"\"}", 400)]
    [InlineData("/events", "{\"type\":1}", 400)]
    [InlineData("/events", "{\"type\":\"x\",\"priority\":\"high\"}", 400)]
    [InlineData("/events", "{\"type\":\"x\",\"other\":1}", 400)]
    [InlineData("/events/batch", "{}", 400)]
    [InlineData("/events/batch", "[]", 400)]
    [InlineData("/events/batch", "[1]", 400)]
    [InlineData("/events/batch", "[{\"type\":\"\"},{}]", 400)]
    [InlineData("/events/batch", "[1,2,3,4,5,6,7,8,9,10,11]", 413)]
    public async Task A_bad_event_is_refused_as_text(string path, string body, int status)
    {
        await _host.SendAsync("POST", path, body).TextAsync(status);
        _host.Parts.Topics.Appends.ShouldBeEmpty();
    }

    [Fact]
    public async Task Overload_and_wrong_types_are_refused_as_text()
    {
        await _host.SendAsync("POST", "/events", """{"type":"x"}""", "text/xml").TextAsync(415);
        _host.Parts.Topics.Inner.OverloadedAppends = 1;
        using var response = await _host.SendAsync("POST", "/events/test");
        response.Headers.RetryAfter.ShouldNotBeNull();
        await Task.FromResult(response).TextAsync(429);
    }

    [Fact]
    public async Task Metrics_count_what_was_taken()
    {
        await _host.SendAsync("POST", "/api/v1/topics/t/records", "[1,2,3]").JsonAsync(202);
        await _host.SendAsync("POST", "/events/test").JsonAsync();
        using var response = await _host.SendAsync("GET", "/metrics");
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/plain");
        var text = await response.Content.ReadAsStringAsync();
        foreach (var name in new[] { "flexcore_api_records_total", "flexcore_events_received_total" })
        {
            // Other hosts of this process may count too: what is measured is the process.
            double.Parse(text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(4);
        }
    }

    [Fact]
    public async Task Pipelines_are_listed_in_classic_shape()
    {
        await _host.SendAsync("POST", "/api/v1/pipelines", "name: orders", "application/yaml").JsonAsync(201);
        var list = await _host.SendAsync("GET", "/pipelines").JsonAsync();
        (list.GetProperty("count").GetInt32(), list.Text("node_id"), list.GetProperty("pipelines")[0].Text("id"), list.GetProperty("pipelines")[0].Text("status")).ShouldBe((1, "node-1", "orders", "draft"));
    }

    [Theory]
    [InlineData("DELETE", "/health")]
    [InlineData("GET", "/events")]
    [InlineData("PUT", "/events/test")]
    [InlineData("POST", "/events/stream")]
    [InlineData("HEAD", "/events/stream")]
    public async Task A_wrong_method_is_405_and_names_the_right_ones(string method, string path)
    {
        using var response = await _host.SendAsync(method, path);
        ((int)response.StatusCode).ShouldBe(405);
        response.Content.Headers.Allow.ShouldNotBeEmpty();
        (await response.Content.ReadAsStringAsync()).ShouldBe(method == "HEAD" ? "" : "Method not allowed\n");
    }

    [Fact]
    public async Task An_unknown_classic_path_is_404_as_text() => (await _host.SendAsync("GET", "/nothing/here.txt").TextAsync(404)).ShouldBe("404 page not found\n");

    private string Lines() => Encoding.UTF8.GetString(_host.Parts.Topics.Appends[0].Lines.Span);
}
