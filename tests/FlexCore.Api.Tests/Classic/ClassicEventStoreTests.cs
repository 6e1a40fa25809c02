using System.Text.Json;
using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Classic;

/// <summary>The classic event store: its routes, names, shapes and errors.</summary>
public sealed class ClassicEventStoreTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_event_is_appended_with_the_next_version()
    {
        await AppendAsync("p-1", """{"name":"orders"}""");
        var second = await AppendAsync("p-1", """{"state":"started"}""");
        second.EnumerateObject().Select(member => member.Name).ShouldBe(["aggregate_id", "created_at", "event_id", "message", "success", "version"]);
        (second.Text("aggregate_id"), second.GetProperty("version").GetInt32(), second.GetProperty("success").GetBoolean(), second.Text("message")).ShouldBe(("p-1", 2, true, "Event appended successfully"));
        Guid.TryParse(second.Text("event_id"), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_is_read_oldest_first_on_the_path_it_shares_with_the_nodes_events()
    {
        await AppendAsync("p-1", """{"name":"orders"}""");
        await AppendAsync("p-1", """{"state":"started"}""");
        var read = await _host.SendAsync("GET", "/events/stream?aggregate_id=p-1").JsonAsync();
        read.EnumerateObject().Select(member => member.Name).ShouldBe(["aggregate_id", "events", "retrieved_at", "stream_size", "total_events"]);
        read.GetProperty("events")[0].EnumerateObject().Select(member => member.Name)
            .ShouldBe(["id", "type", "aggregate_id", "aggregate_type", "version", "data", "metadata", "occurred_at", "created_at"]);
        read.GetProperty("events").EnumerateArray().Select(found => found.GetProperty("version").GetInt32()).ShouldBe([1, 2]);
        read.GetProperty("events")[0].GetProperty("data").GetRawText().ShouldBe("""{"name":"orders"}""");
        var none = await _host.SendAsync("GET", "/events/stream?aggregate_id=unknown").JsonAsync();
        (none.GetProperty("events").ValueKind, none.GetProperty("total_events").GetInt32()).ShouldBe((JsonValueKind.Null, 0));
        (await _host.SendAsync("GET", "/events/stream", headers: ("X-FlexCore-Classic", "8095")).TextAsync(400)).ShouldBe("aggregate_id parameter required\n");
    }

    [Fact]
    public async Task Events_of_a_type_come_newest_first()
    {
        await AppendAsync("p-1", "{}");
        _host.Parts.Clock.Advance(TimeSpan.FromSeconds(1));
        await AppendAsync("p-2", "{}");
        var found = await _host.SendAsync("GET", "/events/by-type?event_type=PipelineChanged").JsonAsync();
        found.GetProperty("events").EnumerateArray().Select(one => one.Text("aggregate_id")).ShouldBe(["p-2", "p-1"]);
        (await _host.SendAsync("GET", "/events/by-type").TextAsync(400)).ShouldBe("event_type parameter required\n");
    }

    [Fact]
    public async Task Snapshots_are_made_and_read()
    {
        (await _host.SendAsync("POST", "/snapshots/create?aggregate_id=p-1").TextAsync(404)).ShouldBe("No events found for aggregate\n");
        await AppendAsync("p-1", """{"name":"orders"}""");
        (await _host.SendAsync("GET", "/snapshots/get?aggregate_id=p-1").TextAsync(404)).ShouldBe("Snapshot not found\n");
        var made = await _host.SendAsync("POST", "/snapshots/create?aggregate_id=p-1").JsonAsync();
        (made.GetProperty("snapshot_created").GetBoolean(), made.GetProperty("version").GetInt32(), made.GetProperty("events_replayed").GetInt32()).ShouldBe((true, 1, 1));
        made.GetProperty("snapshot_data").GetRawText().ShouldBe("""{"name":"orders"}""");
        var kept = await _host.SendAsync("GET", "/snapshots/get?aggregate_id=p-1").JsonAsync();
        kept.EnumerateObject().Select(member => member.Name).ShouldBe(["aggregate_id", "aggregate_type", "version", "data", "created_at"]);
        (kept.Text("aggregate_type"), kept.GetProperty("version").GetInt32()).ShouldBe(("Pipeline", 1));
        (await _host.SendAsync("POST", "/snapshots/create").TextAsync(400)).ShouldBe("aggregate_id parameter required\n");
    }

    [Theory]
    [InlineData("", -1, 2, """{"name":"orders","state":"started"}""")]
    [InlineData("&to_version=1", 1, 1, """{"name":"orders"}""")]
    [InlineData("&to_version=0", -1, 2, """{"name":"orders","state":"started"}""")]
    [InlineData("&to_version=x", -1, 2, """{"name":"orders","state":"started"}""")]
    [InlineData("&to_version=9", 9, 2, """{"name":"orders","state":"started"}""")]
    public async Task A_replay_gives_the_state_at_a_version(string query, int target, int replayed, string state)
    {
        await AppendAsync("p-1", """{"name":"orders"}""");
        await AppendAsync("p-1", """{"state":"started"}""");
        var replay = await _host.SendAsync("GET", $"/replay?aggregate_id=p-1{query}").JsonAsync();
        (replay.GetProperty("target_version").GetInt32(), replay.GetProperty("events_replayed").GetInt32(), replay.GetProperty("final_state").GetRawText()).ShouldBe((target, replayed, state));
    }

    [Fact]
    public async Task A_replay_of_nothing_is_not_found()
    {
        (await _host.SendAsync("GET", "/replay?aggregate_id=p-9").TextAsync(404)).ShouldBe("No events found for aggregate\n");
        (await _host.SendAsync("GET", "/replay").TextAsync(400)).ShouldBe("aggregate_id parameter required\n");
    }

    [Fact]
    public async Task The_statistics_count_what_there_is()
    {
        await AppendAsync("p-1", "{}");
        await AppendAsync("p-2", "{}");
        await _host.SendAsync("GET", "/snapshots/create?aggregate_id=p-1").JsonAsync();
        var stats = (await _host.SendAsync("GET", "/stats").JsonAsync()).GetProperty("event_store_stats");
        stats.ToString().ShouldBe("""{"event_types":{"PipelineChanged":2},"total_aggregates":2,"total_events":2,"total_snapshots":1}""");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"aggregate_id":"p-1"}""")]
    [InlineData("""{"event_type":"x"}""")]
    [InlineData("""{"aggregate_id":"p-1","event_type":"x","event_data":"text"}""")]
    public async Task A_body_that_is_no_event_is_refused_in_one_sentence(string body) =>
        (await _host.SendAsync("POST", "/events/append", body).TextAsync(400)).ShouldBe("Invalid request format\n");

    [Fact]
    public async Task A_name_that_breaks_its_rule_is_refused_with_the_rule() =>
        (await _host.SendAsync("POST", "/events/append", """{"aggregate_id":"a/b","event_type":"x"}""").TextAsync(400)).ShouldContain("'a/b' is not valid");

    private Task<JsonElement> AppendAsync(string aggregate, string data) => _host.SendAsync(
        "POST", "/events/append", $$"""{"metadata":{"by":"test"},"event_data":{{data}},"event_type":"PipelineChanged","aggregate_type":"Pipeline","aggregate_id":"{{aggregate}}"}""").JsonAsync();
}
