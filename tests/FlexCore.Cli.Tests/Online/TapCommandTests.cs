using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class TapCommandTests : IDisposable
{
    private const string Samples = "data: {\"edge\":\"2:filter\",\"number\":1,\"skipped\":0,\"at\":\"2026-03-01T12:00:00Z\",\"record\":{\"a\":1}}\n\n"
        + "event: dropped\ndata: {\"count\":3}\n\ndata: {\"edge\":\"2:filter\",\"number\":5,\"skipped\":7,\"at\":\"2026-03-01T12:00:00Z\",\"record\":{\"a\":\"\\u001b[2J\"}}\n\n";

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Records_at_the_edge_are_shown_one_a_line()
    {
        _online.Node.On("GET /api/v1/streams/orders/tap", Samples, contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "tap", "orders", "--edge", "2:filter", "--rate", "50", "--count", "2");

        _online.Cli.Out.ShouldBe("{\"a\":1}\n{\"a\":\"\\u001b[2J\"}\n");
        _online.Node.Seen.ShouldBe(["GET /api/v1/streams/orders/tap?edge=2%3Afilter&rate=50"]);
    }

    [Fact]
    public async Task Json_says_how_many_were_left_out()
    {
        _online.Node.On("GET /api/v1/streams/orders/tap", Samples, contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "tap", "orders", "-n", "2", "-o", "json");

        using var second = JsonDocument.Parse(_online.Cli.Out.Split('\n')[1]);
        second.RootElement.GetProperty("skipped").GetInt64().ShouldBe(7);
        second.RootElement.GetProperty("edge").GetString().ShouldBe("2:filter");
    }

    [Fact]
    public async Task An_edge_that_is_not_there_is_the_nodes_word()
    {
        _online.Node.Refuses("GET /api/v1/streams/orders/tap", 404, "unknown-edge", "The stream 'orders' has no operator 'x'. Its operators are: source, 1:parse.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "tap", "orders", "--edge", "x");

        _online.Cli.Error.ShouldContain("Its operators are: source, 1:parse.");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("many")]
    public async Task A_rate_out_of_range_is_a_usage_mistake(string rate) => await _online.ShouldExitAsync(ExitCode.Usage, "tap", "orders", "--rate", rate);

    [Fact]
    public async Task Operators_are_listed_with_shares_of_their_time()
    {
        _online.Node.On("GET /api/v1/streams/orders/operators", """{"at":"2026-03-01T12:00:00Z","lag":{"backlogRecords":5},"operators":[{"name":"source","kind":"source","recordsIn":10,"recordsOut":10,"errors":0,"busySeconds":1,"backPressuredSeconds":1,"idleSeconds":2,"queueDepth":3,"queueCapacity":4},{"name":"1:parse","kind":"parse","recordsIn":10,"recordsOut":9,"errors":1,"busySeconds":0,"backPressuredSeconds":0,"idleSeconds":0}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "operators", "orders");

        _online.Cli.Out.ShouldBe("""
            OPERATOR  IN  OUT  ERRORS  BUSY    HELD UP  QUEUE
            source    10  10   0       25.0 %  25.0 %   3 of 4
            1:parse   10  9    1       -       -        -

            """.ReplaceLineEndings("\n"));
    }

    public void Dispose() => _online.Dispose();
}
