using System.Text;
using System.Text.Json;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Sse;

public sealed class EventStreamTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_classic_stream_says_connection_then_events_then_heartbeats()
    {
        await PostAsync("before");
        using var client = await SseClient.OpenAsync(_host, "/events/stream");
        client.Response.Content.Headers.ContentType?.ToString().ShouldBe("text/event-stream");
        client.Response.Headers.CacheControl?.ToString().ShouldBe("no-cache");
        client.Response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        (await client.NextDataAsync()).ShouldBe(new SseBlock("", """{"message":"Connected to FlexCore event stream","node_id":"node-1","timestamp":1767225600,"type":"connection"}""", ""));
        await PostAsync("after");
        var block = await client.NextDataAsync();
        (block.Id, JsonDocument.Parse(block.Data).RootElement.Text("type")).ShouldBe(("2", "after"));
        await HeartbeatAsync();
        (await client.NextDataAsync()).Data.ShouldBe("""{"cluster_status":{"active_nodes":1,"is_leader":true},"node_id":"node-1","timestamp":1767225605,"type":"heartbeat"}""");
    }

    [Fact]
    public async Task A_client_resumes_behind_the_last_event_it_saw()
    {
        for (var n = 1; n <= 5; n++)
        {
            await _host.SendAsync("POST", "/events/batch", JsonSerializer.Serialize(Enumerable.Range(0, n).Select(i => new { type = $"{n}.{i}" }))).JsonAsync();
        }

        for (var last = 0; last <= 15; last++)
        {
            using var client = await SseClient.OpenAsync(_host, "/events/stream", ("Last-Event-ID", $"{last}"));
            await client.NextDataAsync();
            for (var record = last + 1; record <= 15; record++)
            {
                (await client.NextDataAsync()).Id.ShouldBe($"{record}", $"resumed at {last}");
            }
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("7")]
    [InlineData("99999999999999999999")]
    public async Task A_bad_last_event_id_is_refused(string id)
    {
        await PostAsync("one");
        await _host.SendAsync("GET", "/events/stream", headers: ("Last-Event-ID", id)).TextAsync(400);
        (await _host.SendAsync("GET", "/api/v1/topics/events/tail", headers: ("Last-Event-ID", id)).ProblemAsync(400, "bad-cursor")).Text("field").ShouldBe("Last-Event-ID");
    }

    [Fact]
    public async Task A_local_page_may_read_the_classic_stream_and_another_site_may_not()
    {
        using var local = await SseClient.OpenAsync(_host, "/events/stream", ("Origin", "http://localhost:3000"));
        local.Response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["http://localhost:3000"]);
        using var other = await SseClient.OpenAsync(_host, "/events/stream", ("Origin", "https://evil.example"));
        other.Response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_topic_is_followed_from_its_start_or_its_end()
    {
        await _host.SendAsync("POST", "/api/v1/topics/t/records", "[1,\"two\"]").JsonAsync(202);
        using var all = await SseClient.OpenAsync(_host, "/api/v1/topics/t/tail?from=start");
        using var fresh = await SseClient.OpenAsync(_host, "/api/v1/topics/t/tail");
        (await all.NextDataAsync()).ShouldBe(new SseBlock("1", "1", ""));
        (await all.NextDataAsync()).ShouldBe(new SseBlock("2", "\"two\"", ""));
        await _host.SendAsync("POST", "/api/v1/topics/t/records", "{\"n\":3}").JsonAsync(202);
        (await fresh.NextDataAsync()).ShouldBe(new SseBlock("3", "{\"n\":3}", ""));
        (await all.NextDataAsync()).Id.ShouldBe("3");
        await _host.SendAsync("GET", "/api/v1/topics/t/tail?from=middle").ProblemAsync(400, "bad-query");
    }

    [Theory]
    [InlineData("", 1, 5)]
    [InlineData("?after=2", 3, 3)]
    [InlineData("?after=1&limit=2", 2, 2)]
    [InlineData("?after=5", 0, 0)]
    [InlineData("?after=500", 0, 0)]
    public async Task A_topic_is_read_in_parts(string query, int first, int count)
    {
        await _host.SendAsync("POST", "/api/v1/topics/t/records", "[1,2]").JsonAsync(202);
        await _host.SendAsync("POST", "/api/v1/topics/t/records", "[3,4,{\"n\":5}]").JsonAsync(202);
        using var response = await _host.SendAsync("GET", $"/api/v1/topics/t/records{query}");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("record").GetInt32()).ShouldBe(Enumerable.Range(first, count));
        if (query.Length == 0)
        {
            lines[4].ShouldBe("""{"record":5,"at":"2026-01-01T00:00:00+00:00","value":{"n":5}}""");
        }
    }

    [Fact]
    public async Task The_end_of_a_topic_is_shown_and_is_zero_for_an_unknown_one()
    {
        await _host.SendAsync("POST", "/api/v1/topics/t/records", "[1,2]").JsonAsync(202);
        (await _host.SendAsync("GET", "/api/v1/topics/t").JsonAsync()).ToString().ShouldBe("""{"topic":"t","records":2,"bytes":4,"position":1}""");
        (await _host.SendAsync("GET", "/api/v1/topics/u").JsonAsync()).GetProperty("records").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Committed_events_of_the_tenant_are_followed_by_kind_and_resumed_by_cursor()
    {
        await AppendAsync("default", "pipeline", "a", "created");
        using var all = await SseClient.OpenAsync(_host, "/api/v1/events?from=start");
        using var pipelines = await SseClient.OpenAsync(_host, "/api/v1/events?kind=pipeline");
        JsonDocument.Parse((await all.NextDataAsync()).Data).RootElement.Text("key").ShouldBe("a");
        await AppendAsync("other", "pipeline", "secret", "created");
        await AppendAsync("default", "data-stream", "b", "started");
        await AppendAsync("default", "pipeline", "c", "created");
        JsonDocument.Parse((await all.NextDataAsync()).Data).RootElement.Text("key").ShouldBe("b");
        var found = JsonDocument.Parse((await pipelines.NextDataAsync()).Data).RootElement;
        (found.Text("key"), found.Text("kind"), found.Text("type"), found.GetProperty("payload").GetProperty("n").GetInt32(), found.Text("principal")).ShouldBe(("c", "pipeline", "created", 1, "user:ana"));
        var cursor = (await pipelines.NextAsync()).ShouldNotBeNull().Id;
        await AppendAsync("default", "pipeline", "d", "created");
        using var resumed = await SseClient.OpenAsync(_host, "/api/v1/events", ("Last-Event-ID", cursor));
        JsonDocument.Parse((await resumed.NextDataAsync()).Data).RootElement.Text("key").ShouldBe("d");
    }

    [Fact]
    public async Task An_event_whose_payload_has_several_lines_is_sent_on_one()
    {
        await AppendAsync("default", "event-topic", "t", "records-appended", "{\"records\":[\n{\"a\":\"x\\ny\"},\r\n2\n]}");
        using var client = await SseClient.OpenAsync(_host, "/api/v1/events?from=start");
        var payload = JsonDocument.Parse((await client.NextDataAsync()).Data).RootElement.GetProperty("payload");
        payload.GetRawText().ShouldBe("{\"records\":[{\"a\":\"x\\ny\"},2]}");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1:x")]
    [InlineData("3:999")]
    [InlineData("99999:1")]
    public async Task A_bad_cursor_is_refused(string cursor) =>
        await _host.SendAsync("GET", "/api/v1/events", headers: ("Last-Event-ID", cursor)).ProblemAsync(400, "bad-cursor");

    [Fact]
    public async Task A_heartbeat_of_committed_events_carries_the_cursor()
    {
        await AppendAsync("other", "pipeline", "secret", "created");
        using var client = await SseClient.OpenAsync(_host, "/api/v1/events?from=start");
        var start = (await client.NextAsync()).ShouldNotBeNull().Id;
        var moved = (await client.NextAsync()).ShouldNotBeNull().Id;
        moved.ShouldNotBe(start, "events of others move the cursor and are not shown");
        await HeartbeatAsync();
        var heartbeat = (await client.NextAsync()).ShouldNotBeNull();
        (heartbeat.Comment, heartbeat.Id).ShouldBe(("heartbeat", moved));
    }

    [Fact]
    public async Task Streams_above_the_bound_are_429_and_a_place_that_is_left_is_free_again()
    {
        await using var host = await ApiHost.StartAsync(options => options.SseClientsMax = 1);
        using var open = new OpenStreams(host);
        using (var first = await SseClient.OpenAsync(host, "/events/stream"))
        {
            await first.NextDataAsync();
            await host.SendAsync("GET", "/api/v1/events").ProblemAsync(429, "too-many-subscribers");
        }

        await open.WhenAsync(0, "the first client's place is free");
        using var second = await SseClient.OpenAsync(host, "/events/stream");
        (await second.NextDataAsync()).Data.ShouldContain("connection");
    }

    [Fact]
    public async Task A_stopping_host_ends_its_event_streams()
    {
        using var client = await SseClient.OpenAsync(_host, "/events/stream");
        await client.NextDataAsync();
        var stopped = _host.StopAsync();
        (await client.NextAsync()).ShouldBeNull("the stream ends whole, without an error");
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));
        _host.Parts.Topics.Subscribers.ShouldBe(0);
    }

    private async Task PostAsync(string type) => await _host.SendAsync("POST", $"/events/test?type={type}").JsonAsync();

    private async Task HeartbeatAsync()
    {
        await _host.Parts.Clock.WhenTimersArmedAsync(1);
        _host.Parts.Clock.Advance(TimeSpan.FromSeconds(5));
    }

    private async Task AppendAsync(string tenant, string kind, string key, string type, string payload = "{\"n\":1}")
    {
        var id = new EntityId(new TenantId(tenant), kind, key);
        var store = _host.Parts.Store;
        var lease = await store.Leases.AcquireAsync(id.ShardOf(16), "test");
        var metadata = new EventMetadata(_host.Parts.Clock.GetUtcNow(), "user:ana", "c", "c");
        await store.Journal.AppendAsync(new AppendRequest(id, lease, 0, [new NewEvent(Guid.NewGuid(), type, 1, Encoding.UTF8.GetBytes(payload))], metadata));
    }
}
