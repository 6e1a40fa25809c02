using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class EventStreamCommandTests : IDisposable
{
    private const string Stream = "/api/v1/events/streams/o-1";

    private readonly OnlineHarness _online = new();

    public void Dispose() => _online.Dispose();

    [Fact]
    public async Task Append_says_the_streams_version()
    {
        _online.Node.On("POST " + Stream, """{"stream":"o-1","firstVersion":4,"lastVersion":4,"replayed":false}""");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "append", "o-1", "--type", "OrderPlaced", "--data", """{"total":1.50}""", "--tag", "vip", "--expect", "3");

        _online.Cli.Out.ShouldBe("o-1 is at version 4\n");
    }

    [Fact]
    public async Task A_lost_race_for_a_version_is_the_nodes_refusal()
    {
        _online.Node.Refuses("POST " + Stream, 409, "wrong-expected-version", "The stream is at version 1, and the append expects version 3.");
        await _online.ShouldExitAsync(ExitCode.NodeRefused, "event", "append", "o-1", "--type", "OrderPlaced", "--expect", "3");
        _online.Cli.Error.ShouldContain("The stream is at version 1");
    }

    [Theory]
    [InlineData("--data", "[1]", "--data is array, not a JSON object")]
    [InlineData("--data", "{", "--data is not JSON")]
    [InlineData("--metadata", "7", "--metadata is number, not a JSON object")]
    [InlineData("--expect", "soon", "--expect is 'soon'. Give a version from 0, none or any.")]
    public async Task What_is_typed_wrong_is_named_before_anything_is_sent(string option, string value, string message)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, "event", "append", "o-1", "--type", "t", option, value);
        _online.Cli.Error.ShouldContain(message);
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Data_may_come_from_a_file_which_must_be_there()
    {
        await _online.ShouldExitAsync(ExitCode.InputUnavailable, "event", "append", "o-1", "--type", "t", "--data-file", "/does/not/exist.json");
        _online.Cli.Error.ShouldContain("'/does/not/exist.json' of --data-file cannot be read");
    }

    [Fact]
    public async Task Read_shows_a_table_and_where_to_go_on()
    {
        _online.Node.On("GET " + Stream, """{"events":[{"version":2,"at":"2026-03-01T12:00:00+00:00","type":"Paid","data":{"a":1}},{"version":1,"at":"2026-03-01T11:00:00+00:00","type":"Made","payload":{"b":2}}],"next":7}""");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "read", "o-1", "--backwards", "--from", "9", "-l", "2", "--kind", "pipeline");

        _online.Node.Seen.ShouldBe([$"GET {Stream}?kind=pipeline&from=9&limit=2&direction=backwards"]);
        _online.Cli.Out.ShouldContain("2        2026-03-01T12:00:00+00:00  Paid  {\"a\":1}");
        _online.Cli.Out.ShouldContain("{\"b\":2}");
        _online.Cli.Error.ShouldContain("--from 7 goes on");
    }

    [Theory]
    [InlineData("3", "version=3")]
    [InlineData("2026-03-01T12:00:00Z", "at=2026-03-01T12%3A00%3A00Z")]
    public async Task Time_travel_shows_the_state_at_a_version_or_an_instant(string point, string query)
    {
        _online.Node.On($"GET {Stream}/state", """{"version":3,"at":"2026-03-01T12:00:00+00:00","replayed":3,"state":{"total":1.50}}""");
        await _online.ShouldExitAsync(ExitCode.Success, "event", "time-travel", "o-1", "--to", point);
        _online.Node.Seen.ShouldBe([$"GET {Stream}/state?{query}"]);
        _online.Cli.Out.ShouldBe("version 3, 2026-03-01T12:00:00+00:00\n{\"total\":1.50}\n");
    }

    [Fact]
    public async Task Time_travel_from_a_point_shows_what_changed()
    {
        _online.Node.On($"GET {Stream}/diff", """{"from":1,"to":3,"changes":[{"op":"replace","path":"/paid","value":true,"old":false},{"op":"remove","path":"/x","old":"y"}]}""");
        await _online.ShouldExitAsync(ExitCode.Success, "event", "time-travel", "o-1", "--from", "1", "--to", "3");
        _online.Cli.Out.ShouldBe("version 1 to 3\nreplace  /paid  false -> true\nremove   /x  \"y\" ->\n");
    }
}
