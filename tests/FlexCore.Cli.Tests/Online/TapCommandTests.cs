using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class TapCommandTests : IDisposable
{
    private const string Samples = "data: {\"edge\":\"2:filter\",\"number\":1,\"skipped\":0,\"at\":\"2026-03-01T12:00:00Z\",\"record\":{\"a\":1}}\n\n"
        + "event: dropped\ndata: {\"count\":3}\n\ndata: {\"edge\":\"2:filter\",\"number\":5,\"skipped\":7,\"at\":\"2026-03-01T12:00:00Z\",\"record\":{\"a\":\"\\u001b[2J\"}}\n\n";

    private const string Wide = """{"key":"wide","name":"wide","status":"running","version":1,"partitions":[{"partition":0,"node":"a","status":"running","attempt":1,"restarts":0},{"partition":1,"node":"b","status":"running","attempt":1,"restarts":0}]}""";

    private readonly OnlineHarness _online = new();

    public TapCommandTests() => _online.Node.On("GET /api/v1/streams/orders", """{"key":"orders","name":"orders","status":"running","version":1}""").On("GET /api/v1/streams/wide", Wide);

    [Fact]
    public async Task Records_at_the_edge_are_shown_one_a_line()
    {
        _online.Node.On("GET /api/v1/streams/orders/tap", Samples, contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "tap", "orders", "--edge", "2:filter", "--rate", "50", "--count", "2");

        _online.Cli.Out.ShouldBe("{\"a\":1}\n{\"a\":\"\\u001b[2J\"}\n");
        _online.Node.Seen.ShouldBe(["GET /api/v1/streams/orders", "GET /api/v1/streams/orders/tap?edge=2%3Afilter&rate=50"]);
    }

    [Fact]
    public async Task A_spread_stream_is_sampled_in_all_its_partitions_or_in_one()
    {
        _online.Node.On("GET /api/v1/streams/wide/tap", Samples, contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "tap", "wide", "--count", "4", "-o", "json");

        _online.Node.Seen.Order(StringComparer.Ordinal).Take(3).ShouldBe(
            ["GET /api/v1/streams/wide", "GET /api/v1/streams/wide/tap?edge=source&rate=10&partition=0", "GET /api/v1/streams/wide/tap?edge=source&rate=10&partition=1"]);
        var lines = _online.Cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines.ShouldAllBe(line => line.Contains("\"partition\":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_partition_is_sampled_without_a_question_for_the_others()
    {
        _online.Node.On("GET /api/v1/streams/wide/tap", Samples, contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "tap", "wide", "-p", "1", "-n", "2");

        _online.Node.Seen.ShouldBe(["GET /api/v1/streams/wide/tap?edge=source&rate=10&partition=1"]);
    }

    [Fact]
    public async Task A_partition_that_cannot_be_sampled_ends_the_tap_with_the_nodes_word()
    {
        _online.Node.Refuses("GET /api/v1/streams/wide/tap", 409, "stream-not-running", "Partition 1 of the stream 'wide' is restarting.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "tap", "wide");

        _online.Cli.Error.ShouldContain("Partition 1 of the stream 'wide' is restarting.");
    }

    [Fact]
    public async Task Operators_of_a_spread_stream_are_the_sum_of_its_partitions()
    {
        _online.Node.On("GET /api/v1/streams/wide/operators", """{"at":"2026-03-01T12:00:00Z","lag":{"backlogRecords":5},"operators":[{"name":"source","kind":"source","recordsIn":10,"recordsOut":10,"errors":0,"busySeconds":1,"backPressuredSeconds":1,"idleSeconds":2,"queueDepth":3,"queueCapacity":4}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "operators", "wide");

        _online.Cli.Out.ShouldBe("""
            OPERATOR  IN  OUT  ERRORS  BUSY    HELD UP  QUEUE
            source    20  20   0       25.0 %  25.0 %   6 of 8

            """.ReplaceLineEndings("\n"));
        await _online.ShouldExitAsync(ExitCode.Success, "stream", "operators", "wide", "--partition", "0");
        _online.Node.Seen[^1].ShouldBe("GET /api/v1/streams/wide/operators?partition=0");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    public async Task A_partition_that_is_no_number_is_a_usage_mistake(string partition) => await _online.ShouldExitAsync(ExitCode.Usage, "tap", "wide", "--partition", partition);

    [Fact]
    public async Task Status_of_a_spread_stream_has_a_line_for_each_partition()
    {
        await _online.ShouldExitAsync(ExitCode.Success, "stream", "status", "wide");

        _online.Cli.Out.ShouldContain("partitions  2\n");
        _online.Cli.Out.ShouldContain("""
            PARTITION  NODE  STATUS   IN  OUT  ERRORS  ATTEMPT  ERROR
            0          a     running  0   0    0       1        -
            1          b     running  0   0    0       1        -

            """.ReplaceLineEndings("\n"));
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
