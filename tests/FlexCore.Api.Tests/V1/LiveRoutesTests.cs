using FlexCore.Api.Tests.Hosting;
using FlexCore.Api.Tests.Sse;
using FlexCore.Application.Streams;

namespace FlexCore.Api.Tests.V1;

public sealed class LiveRoutesTests : IAsyncLifetime
{
    private const string Root = "/api/v1/streams";
    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _host.Parts.Streams.Add("s");
        _host.Parts.Streams.Add("idle", "stopped");
        _host.Parts.Streams.AddSpread("wide", "running", "restarting");
        _host.Parts.Streams.PartitionRuns[0] = new FakeRun();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Operators_of_a_running_stream_are_shown_with_its_lag() =>
        (await _host.SendAsync("GET", $"{Root}/s/operators").JsonAsync()).ToString().ShouldBe(
            """{"at":"2026-01-01T00:00:00+00:00","operators":[{"name":"source","kind":"source","recordsIn":10,"recordsOut":10,"errors":0,"busySeconds":0.5,"backPressuredSeconds":0.25,"idleSeconds":0,"queueDepth":1,"queueCapacity":4},{"name":"1:filter","kind":"filter","recordsIn":10,"recordsOut":7,"errors":1,"busySeconds":2,"backPressuredSeconds":0,"idleSeconds":1}],"lag":{"latencySeconds":0.02,"backlogRecords":3}}""");

    [Theory]
    [InlineData("/nobody/operators", 404, "stream-not-found")]
    [InlineData("/idle/operators", 409, "stream-not-running")]
    [InlineData("/nobody/tap?edge=source", 404, "stream-not-found")]
    [InlineData("/idle/tap?edge=source", 409, "stream-not-running")]
    [InlineData("/s/tap", 404, "unknown-edge")]
    [InlineData("/s/tap?edge=2:map", 404, "unknown-edge")]
    [InlineData("/s/tap?edge=source&rate=0", 400, "bad-query")]
    [InlineData("/s/tap?edge=source&rate=10001", 400, "bad-query")]
    [InlineData("/s/tap?egde=source", 400, "bad-query")]
    [InlineData("/s/operators?x=1", 400, "bad-query")]
    [InlineData("/s/operators?partition=0", 400, "bad-query")]
    [InlineData("/wide/operators", 400, "bad-query")]
    [InlineData("/wide/operators?partition=2", 400, "bad-query")]
    [InlineData("/wide/operators?partition=-1", 400, "bad-query")]
    [InlineData("/wide/operators?partition=first", 400, "bad-query")]
    [InlineData("/wide/operators?partition=1", 409, "stream-not-running")]
    [InlineData("/wide/tap?edge=source", 400, "bad-query")]
    public async Task What_cannot_be_looked_at_is_refused(string path, int status, string code) => await _host.SendAsync("GET", Root + path).ProblemAsync(status, code);

    [Fact]
    public async Task A_partition_of_a_spread_stream_is_looked_at_by_its_number()
    {
        (await _host.SendAsync("GET", $"{Root}/wide/operators?partition=0").JsonAsync()).ToString().ShouldContain("\"name\":\"source\"");
        (await _host.SendAsync("GET", $"{Root}/wide").JsonAsync()).ToString().ShouldContain("""
            "partitions":[{"partition":0,"node":"node-0","status":"running","attempt":1,"restarts":0},{"partition":1,"node":"node-1","status":"restarting","attempt":1,"restarts":0}]
            """.Trim());
        var problem = await _host.SendAsync("GET", $"{Root}/wide/operators").ProblemAsync(400, "bad-query");
        problem.ToString().ShouldContain("from 0 to 1");
    }

    [Fact]
    public async Task A_tap_sends_records_and_says_how_many_were_missed()
    {
        var run = _host.Parts.Streams.Run;
        using var open = new OpenStreams(_host);
        using (var client = await SseClient.OpenAsync(_host, $"{Root}/s/tap?edge=1:filter&rate=50"))
        {
            run.Pass(new TapRecord("1:filter", 1, 4, _host.Parts.Clock.GetUtcNow(), """{"a":1}"""));
            (await client.NextDataAsync()).ShouldBe(new SseBlock("", """{"edge":"1:filter","number":1,"skipped":4,"at":"2026-01-01T00:00:00+00:00","record":{"a":1}}""", ""));
            run.Pass(new TapRecord("1:filter", 5, 0, _host.Parts.Clock.GetUtcNow(), "{}"));
            (await client.NextDataAsync()).ShouldBe(new SseBlock("", """{"count":3}""", "") { Event = "dropped" });
            (await client.NextDataAsync()).Data.ShouldContain("\"number\":5");
            (run.Taps, run.Rate).ShouldBe((1, 50));
        }

        await open.WhenAsync(0, "the client has gone");
        run.Taps.ShouldBe(0);
    }

    [Fact]
    public async Task A_tap_ends_with_its_run()
    {
        using var client = await SseClient.OpenAsync(_host, $"{Root}/s/tap?edge=source");
        (await client.NextAsync()).ShouldNotBeNull().Comment.ShouldBe("connected");
        _host.Parts.Streams.Run.End();
        (await client.NextAsync()).ShouldBeNull();
    }
}
