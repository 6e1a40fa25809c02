using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class StreamCommandTests : IDisposable
{
    private const string Orders = """{"key":"orders","name":"orders","status":"running","version":3,"sourceTopic":"orders","runId":"r-1","attempt":2,"startedAt":"2026-03-01T12:00:00Z","restarts":0,"progress":{"recordsIn":1234567,"recordsOut":1000,"errors":3,"deadLetters":2,"lateRecords":0,"bytesIn":5000000,"bytesRead":1,"watermark":"2026-03-01T12:05:00Z","checkpoints":7}}""";
    private const string Failed = """{"key":"bad","name":"Bad one","status":"failed","version":1,"attempt":1,"error":"the table is \u001b[31mgone","restarts":4,"nextRestartAt":"2026-03-01T12:01:00Z"}""";

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task List_shows_a_line_for_each_stream()
    {
        _online.Node.On("GET /api/v1/streams", Page(Orders, Failed));

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "list");

        _online.Cli.Out.ShouldBe("""
            STREAM  STATUS   VERSION  IN         OUT    ERRORS  STARTED
            orders  running  3        1,234,567  1,000  3       2026-03-01 12:00:00Z
            bad     failed   1        0          0      0       -

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task List_passes_filter_and_part_on()
    {
        _online.Node.On("GET /api/v1/streams", Page());

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "list", "--status", "failed", "--filter", "or", "--limit", "5", "--offset", "10");

        _online.Node.Seen.ShouldBe(["GET /api/v1/streams?limit=5&offset=10&status=failed&filter=or"]);
    }

    [Fact]
    public async Task List_says_when_there_are_more()
    {
        _online.Node.On("GET /api/v1/streams", Page(Orders).Replace("\"total\":1", "\"total\":40", StringComparison.Ordinal));

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "list");

        _online.Cli.Error.ShouldBe("1 of 40 are shown; --limit and --offset show others.\n");
    }

    [Fact]
    public async Task List_as_json_is_the_page()
    {
        _online.Node.On("GET /api/v1/streams", Page(Orders));

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "list", "--output", "json");

        using var page = JsonDocument.Parse(_online.Cli.Out);
        page.RootElement.GetProperty("items")[0].GetProperty("progress").GetProperty("recordsIn").GetInt64().ShouldBe(1_234_567);
    }

    [Fact]
    public async Task Status_shows_names_and_values()
    {
        _online.Node.On("GET /api/v1/streams/orders", Orders);

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "status", "orders");

        _online.Cli.Out.ShouldContain("run           r-1\n");
        _online.Cli.Out.ShouldContain("attempt       2\n");
        _online.Cli.Out.ShouldContain("records       1,234,567 in, 1,000 out\n");
        _online.Cli.Out.ShouldContain("watermark     2026-03-01 12:05:00Z\n");
        _online.Cli.Out.ShouldNotContain("late");
    }

    [Fact]
    public async Task Status_of_a_failed_stream_says_why_and_cannot_steer_the_terminal()
    {
        _online.Node.On("GET /api/v1/streams/bad", Failed);

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "status", "bad");

        _online.Cli.Out.ShouldContain("error     the table is ␛[31mgone\n");
        _online.Cli.Out.ShouldContain("restarts  4 in a row; next at 2026-03-01 12:01:00Z\n");
    }

    [Theory]
    [InlineData("start", "", "POST /api/v1/streams/orders/start {\"fresh\":false}")]
    [InlineData("start", "--fresh", "POST /api/v1/streams/orders/start {\"fresh\":true}")]
    [InlineData("restart", "", "POST /api/v1/streams/orders/restart {\"fresh\":false}")]
    [InlineData("restart", "--fresh", "POST /api/v1/streams/orders/restart {\"fresh\":true}")]
    [InlineData("stop", "", "POST /api/v1/streams/orders/stop")]
    public async Task A_verb_calls_its_route_and_shows_the_stream(string verb, string option, string request)
    {
        _online.Node.On($"POST /api/v1/streams/orders/{verb}", Orders);

        await _online.ShouldExitAsync(ExitCode.Success, ["stream", verb, "orders", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        _online.Node.Seen.ShouldBe([request]);
        _online.Cli.Out.ShouldContain("status        running\n");
    }

    [Fact]
    public async Task History_lists_events()
    {
        _online.Node.On("GET /api/v1/streams/orders/history", """{"items":[{"version":2,"type":"data-stream.run-started","at":"2026-03-01T12:00:00Z","principal":"dev","correlationId":"c","payload":{"runId":"r"}}],"total":1,"offset":0,"limit":100}""");

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "history", "orders");

        _online.Cli.Out.ShouldContain("2  2026-03-01 12:00:00Z  data-stream.run-started  dev  {\"runId\":\"r\"}\n");
    }

    [Fact]
    public async Task Top_shows_rates_between_two_readings()
    {
        _online.Node
            .On("GET /api/v1/streams", Page(Orders))
            .On("GET /api/v1/streams", Page(Orders.Replace("1234567", "1334567", StringComparison.Ordinal)));

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "top", "--interval", "0.1", "--count", "2");

        var readings = _online.Cli.Out.Split("STREAM  ");
        readings.Length.ShouldBe(3);
        readings[1].ShouldContain("orders  running  -");
        readings[2].ShouldContain("1,334,567");
        readings[2].Split("running")[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0].ShouldNotBe("-");
    }

    [Fact]
    public async Task Top_reads_as_many_pages_as_there_are()
    {
        _online.Node
            .On("GET /api/v1/streams", Page(Orders).Replace("\"total\":1", "\"total\":2", StringComparison.Ordinal))
            .On("GET /api/v1/streams", Page(Failed).Replace("\"total\":1", "\"total\":2", StringComparison.Ordinal));

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "top", "-n", "1");

        _online.Cli.Out.ShouldContain("2 streams, 1 running");
        _online.Node.Seen.ShouldBe(["GET /api/v1/streams", "GET /api/v1/streams?offset=1"]);
    }

    [Fact]
    public async Task Top_on_a_terminal_draws_in_place()
    {
        _online.Cli.IsInteractive = true;
        _online.Node.On("GET /api/v1/streams", Page(Orders));

        await _online.ShouldExitAsync(ExitCode.Success, "stream", "top", "-n", "1");

        _online.Cli.Out.ShouldStartWith("\u001b[H\u001b[J" + _online.Node.Url);
        _online.Cli.Out.ShouldContain("1 streams, 1 running");
    }

    [Theory]
    [InlineData("stream top --interval 0", "--interval takes seconds from 0.1 to 3600, not '0'.")]
    [InlineData("stream list --limit 0", "--limit takes a whole number from 1, not '0'.")]
    [InlineData("stream list --offset -1", "--offset takes a whole number from 0, not '-1'.")]
    [InlineData("stream status", "STREAM is missing. The stream: its pipeline's name.")]
    public async Task A_wrong_command_line_is_explained(string line, string message)
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Usage, line.Split(' '));

        _online.Cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task What_the_node_refuses_is_said_in_its_words()
    {
        _online.Node.Refuses("POST /api/v1/streams/orders/stop", 409, "stream-not-running", "Stream 'orders' is not running. Start it first.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "stream", "stop", "orders");

        _online.Cli.Error.ShouldBe("flexcore: node-refused: Stream 'orders' is not running. Start it first.\n");
    }

    [Fact]
    public async Task What_is_no_node_is_named()
    {
        await _online.ShouldExitAsync(ExitCode.NodeUnavailable, "stream", "list");

        _online.Cli.Error.ShouldContain("is not a FlexCore node");
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_named_with_the_remedy()
    {
        await _online.Cli.ShouldExitAsync(ExitCode.NodeUnavailable, "stream", "list", "--node", "http://127.0.0.1:9");

        _online.Cli.Error.ShouldStartWith("flexcore: node-unavailable: No node answers at http://127.0.0.1:9/");
        _online.Cli.Error.ShouldContain("flexcore start");
    }

    public void Dispose() => _online.Dispose();

    private static string Page(params string[] items) => $$"""{"items":[{{string.Join(',', items)}}],"total":{{items.Length}},"offset":0,"limit":100}""";
}
