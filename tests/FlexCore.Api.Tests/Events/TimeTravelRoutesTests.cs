using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Events;

public sealed class TimeTravelRoutesTests : IAsyncLifetime
{
    private const string One = "/api/v1/events/streams/o-1";

    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        foreach (var data in new[] { """{"total":1,"note":"x"}""", """{"total":2,"lines":[1]}""", """{"note":null,"lines":[1,2]}""" })
        {
            await _host.SendAsync("POST", One, $$"""{"events":[{"type":"Changed","data":{{data}},"aggregateType":"Order","tags":["vip"]}]}""").JsonAsync(201);
            _host.Parts.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("", 3, """{"total":2,"note":null,"lines":[1,2]}""")]
    [InlineData("?version=1", 1, """{"total":1,"note":"x"}""")]
    [InlineData("?at=2026-01-01T00:01:30Z", 2, """{"total":2,"note":"x","lines":[1]}""")]
    [InlineData("?at=2026-01-01T01:00:00%2B01:00", 1, """{"total":1,"note":"x"}""")]
    public async Task The_state_is_told_at_a_version_or_an_instant(string query, long version, string state)
    {
        var answer = await _host.SendAsync("GET", $"{One}/state{query}").JsonAsync();
        (answer.GetProperty("version").GetInt64(), answer.GetProperty("state").GetRawText(), answer.Text("aggregateType")).ShouldBe((version, state, "Order"));
    }

    [Fact]
    public async Task Changes_between_two_points_are_listed()
    {
        var answer = await _host.SendAsync("GET", $"{One}/diff?from=1&to=2026-01-01T00:01:30Z").JsonAsync();
        answer.ToString().ShouldBe("""{"from":1,"to":2,"changes":[{"op":"replace","path":"/total","value":2,"old":1},{"op":"add","path":"/lines","value":[1]}]}""");
        (await _host.SendAsync("GET", $"{One}/diff?from=3").JsonAsync()).GetProperty("changes").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task States_are_kept_and_listed()
    {
        (await _host.SendAsync("POST", $"{One}/snapshots?version=2").JsonAsync(201)).GetProperty("version").GetInt64().ShouldBe(2);
        var kept = (await _host.SendAsync("GET", $"{One}/snapshots").JsonAsync()).GetProperty("snapshots").EnumerateArray().Single();
        (kept.GetProperty("version").GetInt64(), kept.Text("shape")).ShouldBe((2, "merged-data.v1"));
        (await _host.SendAsync("GET", $"{One}/state").JsonAsync()).GetProperty("replayed").GetInt64().ShouldBe(1);
    }

    [Theory]
    [InlineData("/state?version=4", 404, "version-not-found")]
    [InlineData("/state?version=0", 400, "bad-query")]
    [InlineData("/state?version=1&at=2026-01-01T00:00:00Z", 400, "bad-query")]
    [InlineData("/state?at=yesterday", 400, "bad-query")]
    [InlineData("/state?at=1999-01-01T00:00:00Z", 404, "stream-not-found")]
    [InlineData("/state?kind=wizard", 404, "unknown-kind")]
    [InlineData("/state?kind=Not%20Valid", 400, "bad-name")]
    [InlineData("/diff", 400, "bad-query")]
    [InlineData("/diff?from=1&to=99", 404, "version-not-found")]
    public async Task What_is_not_there_is_said(string path, int status, string code) => await _host.SendAsync("GET", One + path).ProblemAsync(status, code);

    [Theory]
    [InlineData("type=Changed&order=newest&limit=2", "3 2")]
    [InlineData("tag=vip", "1 2 3")]
    [InlineData("type=Changed&stream=o-2", "")]
    public async Task Events_are_found_indexed_or_not(string query, string versions)
    {
        await FindAsync();
        await _host.Parts.Indexer.CatchUpAsync();
        await FindAsync();

        async Task FindAsync() => string.Join(' ', (await _host.SendAsync("GET", $"/api/v1/events/search?{query}").JsonAsync())
            .GetProperty("events").EnumerateArray().Select(found => found.GetProperty("version").GetInt64())).ShouldBe(versions);
    }

    [Fact]
    public async Task A_search_goes_on_where_it_ended()
    {
        var first = await _host.SendAsync("GET", "/api/v1/events/search?type=Changed&limit=2").JsonAsync();
        var second = await _host.SendAsync("GET", $"/api/v1/events/search?type=Changed&limit=2&after={first.Text("next")}").JsonAsync();
        second.GetProperty("events").EnumerateArray().Single().GetProperty("version").GetInt64().ShouldBe(3);
        second.TryGetProperty("next", out _).ShouldBeFalse();
        await _host.SendAsync("GET", "/api/v1/events/search").ProblemAsync(400, "no-term");
        await _host.SendAsync("GET", "/api/v1/events/search?type=Changed&after=1.2").ProblemAsync(400, "bad-cursor");
    }

    [Fact]
    public async Task What_there_is_is_counted() =>
        (await _host.SendAsync("GET", "/api/v1/events/stats").JsonAsync()).ToString().ShouldBe("""{"events":3,"streams":1,"snapshots":0,"types":[{"kind":"event-stream","type":"Changed","events":3}]}""");
}
