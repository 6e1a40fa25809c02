using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Online;

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
    [InlineData("--personal", "c-1", "--personal is 'c-1'. Give the person and a JSON pointer")]
    [InlineData("--personal", "c-1=email", "--personal is 'c-1=email'. Give the person and a JSON pointer")]
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
    public void The_version_of_the_data_goes_with_it() =>
        System.Text.Encoding.UTF8.GetString(EventAppendBody.Write(("OrderPlaced", 3), "{}", null, [], null, "1").Span).ShouldBe("{\"expectedVersion\":1,\"events\":[{\"type\":\"OrderPlaced\",\"schemaVersion\":3,\"data\":{},\"tags\":[]}]}");

    [Fact]
    public async Task Raw_asks_for_events_as_they_are_stored_and_is_for_one_stream()
    {
        _online.Node.On("GET " + Stream, "{\"events\":[]}");
        await _online.ShouldExitAsync(ExitCode.Success, "event", "read", "o-1", "--raw");
        _online.Node.Seen.ShouldBe([$"GET {Stream}?limit=100&form=stored"]);
        await _online.ShouldExitAsync(ExitCode.Usage, "event", "read", "--type", "OrderPlaced", "--raw");
        _online.Cli.Error.ShouldContain("--raw is for one stream");
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

    [Fact]
    public async Task Read_finds_events_of_all_streams_by_type_tag_and_correlation()
    {
        _online.Node.On("GET /api/v1/events/search", """{"events":[{"key":"o-7","version":2,"at":"2026-03-01T12:00:00+00:00","type":"Paid","data":{"a":1}}],"next":"5.1.2"}""");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "read", "--type", "Paid", "--tag", "eu west", "--correlation", "c", "--backwards", "--after", "9.1.2", "-l", "1");

        _online.Node.Seen.ShouldBe(["GET /api/v1/events/search?type=Paid&tag=eu%20west&correlation=c&order=newest&after=9.1.2&limit=1"]);
        _online.Cli.Out.ShouldContain("o-7     2        2026-03-01T12:00:00+00:00  Paid  {\"a\":1}");
        _online.Cli.Error.ShouldContain("--after 5.1.2 goes on");
    }

    [Theory]
    [InlineData("Name a stream, or what to look for", "event", "read")]
    [InlineData("Name a stream, or what to look for", "event", "read", "--kind", "pipeline")]
    [InlineData("--from is a version of a stream", "event", "read", "--type", "x", "--from", "3")]
    [InlineData("--from is a version of a stream", "event", "read", "o-1", "--after", "1.2.3")]
    [InlineData("--topic and --tag exclude each other", "event", "tail", "--topic", "x", "--tag", "vip")]
    public async Task What_does_not_go_together_is_named(string message, params string[] args)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, args);
        _online.Cli.Error.ShouldContain(message);
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tail_follows_only_what_is_wanted()
    {
        _online.Node.On("GET /api/v1/events", "id: c-1\ndata: {\"type\":\"Paid\",\"data\":{\"a\":1}}\n\n", contentType: "text/event-stream");
        await _online.ShouldExitAsync(ExitCode.Success, "event", "tail", "--from-start", "--stream", "o-1", "--type", "Paid", "--tag", "vip", "--correlation", "c", "--kind", "event-stream", "-n", "1");
        _online.Node.Seen[0].ShouldBe("GET /api/v1/events?from=start&kind=event-stream&stream=o-1&type=Paid&tag=vip&correlation=c");
        _online.Cli.Out.ShouldContain("{\"a\":1}");
    }

    [Fact]
    public async Task States_are_kept_and_listed()
    {
        _online.Node.On($"POST {Stream}/snapshots", """{"version":3,"at":"2026-03-01T12:00:00+00:00","replayed":3,"state":{}}""", status: 201);
        _online.Node.On($"GET {Stream}/snapshots", """{"snapshots":[{"version":3,"shape":"merged-data.v1","at":"2026-03-01T12:00:00+00:00","createdAt":"2026-03-02T12:00:00+00:00","bytes":17}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "snapshot", "create", "o-1", "--to", "3");
        await _online.ShouldExitAsync(ExitCode.Success, "event", "snapshot", "list", "o-1");

        _online.Node.Seen.ShouldBe([$"POST {Stream}/snapshots?version=3", $"GET {Stream}/snapshots"]);
        _online.Cli.Out.ShouldContain("the state of o-1 at version 3 is kept\n");
        _online.Cli.Out.ShouldContain("3        2026-03-01T12:00:00+00:00  2026-03-02T12:00:00+00:00  17     merged-data.v1");
    }

    [Fact]
    public async Task Statistics_show_how_much_there_is()
    {
        _online.Node.On("GET /api/v1/events/stats", """{"events":12345,"streams":7,"snapshots":2,"types":[{"kind":"event-stream","type":"Paid","events":12345}]}""");
        await _online.ShouldExitAsync(ExitCode.Success, "event", "stats");
        _online.Cli.Out.ShouldStartWith("12,345 events, 7 streams, 2 kept states\n");
        _online.Cli.Out.ShouldContain("event-stream  Paid  12,345");
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
