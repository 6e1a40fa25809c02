using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

/// <summary>Flags of the commands that talk to a node: a wrong one is refused with what to write, and nothing is sent.</summary>
public sealed class OnlineFlagTests : IDisposable
{
    private readonly OnlineHarness _online = new();

    public void Dispose() => _online.Dispose();

    [Theory]
    [InlineData("event tail --count -1", "--count takes a whole number from 0, not '-1'.")]
    [InlineData("event tail --count many", "--count takes a whole number, but got 'many'.")]
    [InlineData("event tail -n 1.5", "--count takes a whole number, but got '1.5'.")]
    [InlineData("event tail -n 2147483648", "--count takes a whole number, but got '2147483648'.")]
    [InlineData("event tail --topic t --kind pipeline", "--topic and --kind exclude each other")]
    [InlineData("event tail --from-start --after 3", "--from-start and --after exclude each other")]
    [InlineData("stream top --count -1", "--count takes a whole number from 0, not '-1'.")]
    [InlineData("stream top --interval 0", "--interval takes seconds from 0.1 to 3600, not '0'.")]
    [InlineData("stream top --interval 0.09", "--interval takes seconds from 0.1 to 3600, not '0.09'.")]
    [InlineData("stream top --interval 3601", "--interval takes seconds from 0.1 to 3600, not '3601'.")]
    [InlineData("stream top --interval -1", "--interval takes seconds from 0.1 to 3600, not '-1'.")]
    [InlineData("stream top --interval 1,5", "--interval takes seconds from 0.1 to 3600, not '1,5'.")]
    [InlineData("stream top --interval NaN", "--interval takes seconds from 0.1 to 3600, not 'NaN'.")]
    [InlineData("tap orders --rate 0", "--rate takes a whole number from 1 to 10000, not '0'.")]
    [InlineData("tap orders --rate 10001", "--rate takes a whole number from 1 to 10000, not '10001'.")]
    [InlineData("tap orders --rate -5", "--rate takes a whole number from 1 to 10000, not '-5'.")]
    [InlineData("tap orders --rate fast", "--rate takes a whole number from 1 to 10000, not 'fast'.")]
    [InlineData("tap orders --count -1", "--count takes a whole number from 0, not '-1'.")]
    [InlineData("tap", "STREAM is missing. The stream: its pipeline's name.")]
    [InlineData("stream list --limit 0", "--limit takes a whole number from 1, not '0'.")]
    [InlineData("stream list --limit -1", "--limit takes a whole number from 1, not '-1'.")]
    [InlineData("stream list --limit all", "--limit takes a whole number from 1, not 'all'.")]
    [InlineData("job list --offset -1", "--offset takes a whole number from 0, not '-1'.")]
    [InlineData("pipeline list --offset 1.5", "--offset takes a whole number from 0, not '1.5'.")]
    [InlineData("pipeline list --limit 2147483648", "--limit takes a whole number from 1, not '2147483648'.")]
    [InlineData("stream list --output xml", "--output takes table or json, not 'xml'.")]
    [InlineData("stream list --output JSON", "--output takes table or json, not 'JSON'.")]
    [InlineData("job status", "JOB is missing. The job's id.")]
    [InlineData("stream status a b", "b")]
    [InlineData("stream start", "STREAM is missing. The stream: its pipeline's name.")]
    [InlineData("stream restart a --frsh", "--frsh")]
    public async Task A_wrong_flag_is_refused_with_what_to_write_and_nothing_is_sent(string command, string message)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, command.Split(' '));

        _online.Cli.Error.ShouldContain(message);
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("/api")]
    [InlineData("")]
    public async Task A_node_is_named_by_an_http_url(string url)
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Usage, "stream", "list", "--node", url);

        _online.Cli.Error.ShouldContain($"The node's URL is '{url}'; write one such as http://127.0.0.1:8080. It comes from --node or FLEXCORE_NODE.");
    }

    [Theory]
    [InlineData("stream list --limit 1", "GET /api/v1/streams?limit=1")]
    [InlineData("stream list --offset 0", "GET /api/v1/streams")]
    [InlineData("job list --limit 7 --offset 2", "GET /api/v1/jobs?limit=7&offset=2")]
    [InlineData("pipeline list --status draft --filter a&b", "GET /api/v1/pipelines?status=draft&filter=a%26b")]
    public async Task A_flag_within_its_range_is_passed_on(string command, string request)
    {
        foreach (var list in new[] { "streams", "jobs", "pipelines" })
        {
            _online.Node.On($"GET /api/v1/{list}", """{"items":[],"total":0,"offset":0,"limit":100}""");
        }

        await _online.ShouldExitAsync(ExitCode.Success, command.Split(' '));

        _online.Node.Seen.ShouldBe([request]);
    }

    [Theory]
    [InlineData(404, "stream-not-found")]
    [InlineData(409, "stream-is-running")]
    [InlineData(400, "bad-field")]
    [InlineData(403, "not-local")]
    [InlineData(500, "internal")]
    public async Task What_a_node_refuses_is_told_in_its_words(int status, string code)
    {
        _online.Node.Refuses("POST /api/v1/streams/orders/start", status, code, "It cannot be, for a reason.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "stream", "start", "orders");

        _online.Cli.Error.ShouldContain("It cannot be, for a reason.");
        _online.Node.Seen.Count.ShouldBe(1, "a refusal is not tried again");
    }

    [Theory]
    [InlineData("event tail -n 2 --after 3", "GET /api/v1/events?from=end")]
    [InlineData("event tail -n 2 --from-start", "GET /api/v1/events?from=start")]
    [InlineData("event tail -n 2 --kind data-stream", "GET /api/v1/events?from=end&kind=data-stream")]
    [InlineData("event tail -n 2 --topic orders", "GET /api/v1/topics/orders/tail?from=end")]
    public async Task Following_ends_after_so_many(string command, string request)
    {
        _online.Node.On("GET /api/v1/events", "data: {\"a\":1}\n\ndata: {\"a\":2}\n\ndata: {\"a\":3}\n\n", contentType: "text/event-stream");
        _online.Node.On("GET /api/v1/topics/orders/tail", "data: {\"a\":1}\n\ndata: {\"a\":2}\n\ndata: {\"a\":3}\n\n", contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, command.Split(' '));

        _online.Cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        _online.Node.Seen.ShouldBe([request]);
    }
}
