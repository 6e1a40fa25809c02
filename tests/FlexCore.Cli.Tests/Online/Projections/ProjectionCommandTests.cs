using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Projections;

public sealed class ProjectionCommandTests : IDisposable
{
    private const string Totals = """{"name":"totals","state":"running","origin":"declared","summary":"sums","live":3,"lag":1200,"applied":4711,"parked":1,"generations":[{"id":3,"state":"live","position":"0:7","lag":1200,"applied":4711,"parked":1,"createdAt":"2026-01-01T00:00:00+00:00"},{"id":4,"state":"faulted","position":"","lag":9,"applied":0,"parked":0,"createdAt":"2026-01-01T00:00:00+00:00","swapsItself":true,"fault":"too \u001b[31mmany"}]}""";
    private const string Document = """{"id":"a_totals_1","projection":"totals","kind":"event-stream","key":"a","aggregateType":"Order","data":{"total":7},"version":2,"createdAt":"2026-01-01T00:00:00+00:00","updatedAt":"2026-01-02T00:00:00+00:00"}""";
    private const string Source = """{"engine":"sqlite","location":"/data/read_models.db","relation":"read_models"}""";
    private readonly OnlineHarness _online = new();

    public void Dispose() => _online.Dispose();

    [Fact]
    public async Task List_shows_a_line_for_each_projection()
    {
        _online.Node.On("GET /api/v1/projections", $$"""{"projections":[{{Totals}}],"readModels":{{Source}}}""");

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "list");

        _online.Cli.Out.ShouldBe("""
            PROJECTION  STATE    ORIGIN    LIVE  LAG    APPLIED  PARKED
            totals      running  declared  3     1,200  4,711    1

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Lag_says_what_is_being_built()
    {
        _online.Node.On("GET /api/v1/projections", $$"""{"projections":[{{Totals}}],"readModels":{{Source}}}""");

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "lag");

        _online.Cli.Out.ShouldContain("totals      running  1,200  4 faulted, 9 behind");
    }

    [Fact]
    public async Task Show_says_why_a_generation_stands_still_and_nothing_reaches_the_terminal_raw()
    {
        _online.Node.On("GET /api/v1/projections/totals", Totals);

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "show", "totals");

        _online.Cli.Out.ShouldContain("is swapped in by itself: too");
        _online.Cli.Out.ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("POST /api/v1/projections/totals/pause", "pause", "totals")]
    [InlineData("POST /api/v1/projections/totals/resume", "resume", "totals")]
    [InlineData("POST /api/v1/projections/totals/rebuild", "rebuild", "totals")]
    [InlineData("POST /api/v1/projections/totals/rebuild?swap=true", "rebuild", "totals", "--swap")]
    [InlineData("POST /api/v1/projections/totals/rebuild?until=2026-03-04T05%3A06%3A07.0000000%2B00%3A00", "rebuild", "totals", "--until", "2026-03-04T05:06:07Z")]
    [InlineData("POST /api/v1/projections/totals/swap?generation=4", "swap", "totals", "--generation", "4")]
    [InlineData("POST /api/v1/projections/totals/redrive", "redrive", "totals")]
    [InlineData("POST /api/v1/projections/totals/redrive?group=a%20b", "redrive", "totals", "--group", "a b")]
    [InlineData("GET /api/v1/projections/totals/wait?wait=5000&token=0%3A7", "wait", "totals", "--token", "0:7", "--timeout", "5")]
    [InlineData("DELETE /api/v1/projections/totals/parked/0%3A7", "discard", "totals", "0:7")]
    [InlineData("DELETE /api/v1/projections/totals/generations/4", "forget", "totals", "4")]
    public async Task A_verb_is_sent_and_its_answer_shown(string request, params string[] args)
    {
        _online.Node.On(Uri.UnescapeDataString(request.Split('?')[0]), Totals).On(request.Split('?')[0], Totals);

        await _online.ShouldExitAsync(ExitCode.Success, ["projection", .. args]);

        _online.Node.Seen.ShouldBe([request]);
        _online.Cli.Out.ShouldContain("totals");
    }

    [Theory]
    [InlineData("reset", "POST /api/v1/projections/totals/reset")]
    [InlineData("remove", "DELETE /api/v1/projections/totals")]
    public async Task What_cannot_be_undone_asks_first(string verb, string request)
    {
        _online.Node.On("GET /api/v1/projections/totals", Totals).On(request, Totals);
        (_online.Cli.IsInteractive, _online.Cli.Typed) = (true, "n\n");

        await _online.ShouldExitAsync(ExitCode.Interrupted, "projection", verb, "totals");
        _online.Node.Seen.ShouldBe(["GET /api/v1/projections/totals"]);

        await _online.ShouldExitAsync(ExitCode.Success, "projection", verb, "totals", "--yes");
        _online.Node.Seen[^1].ShouldBe(request);
    }

    [Theory]
    [InlineData("rebuild", "totals", "--until", "yesterday")]
    [InlineData("rebuild", "totals", "--until", "2026-01-01T00:00:00Z", "--swap")]
    [InlineData("wait", "totals", "--timeout", "31")]
    public async Task A_command_line_that_cannot_be_meant_is_refused_before_anything_is_sent(params string[] args)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, ["projection", .. args]);
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Parked_events_are_listed_with_their_reason()
    {
        _online.Node.On("GET /api/v1/projections/totals/parked", """
            {"parked":[{"place":"0:7","group":"default/event-stream/a","stream":"default/event-stream/a","version":2,"type":"Added","reason":"the amount is -1","attempts":3,"parkedAt":"2026-01-01T00:00:00+00:00"},
             {"place":"0:8","group":"default/event-stream/a","stream":"default/event-stream/a","version":3,"type":"Added","reason":"","attempts":0,"parkedAt":"2026-01-01T00:00:00+00:00"}]}
            """);

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "parked", "totals");

        _online.Cli.Out.ShouldContain("the amount is -1");
        _online.Cli.Out.ShouldContain("waits behind another");
    }

    [Fact]
    public async Task Documents_are_read_one_and_many()
    {
        _online.Node.On("GET /api/v1/read-models/totals/a", Document).On("GET /api/v1/read-models/totals", $$"""{"items":[{{Document}}],"next":"event-stream/a"}""");

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "get", "totals", "a", "--generation", "4");
        await _online.ShouldExitAsync(ExitCode.Success, "projection", "documents", "totals", "--limit", "1");

        _online.Node.Seen.ShouldBe(["GET /api/v1/read-models/totals/a?generation=4", "GET /api/v1/read-models/totals?limit=1"]);
        _online.Cli.Out.ShouldContain("""{"total":7}""");
        _online.Cli.Error.ShouldContain("--after 'event-stream/a'");
    }

    [Fact]
    public async Task Where_names_the_file_and_a_command_that_only_reads()
    {
        _online.Node.On("GET /api/v1/projections", $$"""{"projections":[],"readModels":{{Source}}}""");

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "where");

        _online.Cli.Out.ShouldContain("/data/read_models.db");
        _online.Cli.Out.ShouldContain("sqlite3 -readonly");
    }

    [Fact]
    public async Task Where_names_the_schema_of_a_cluster()
    {
        _online.Node.On("GET /api/v1/projections", """{"projections":[],"readModels":{"engine":"postgres","location":"postgres://db:5432/flexcore","relation":"flexcore_read_models.read_models"}}""");

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "where");

        _online.Cli.Out.ShouldContain("default_transaction_read_only=on");
        _online.Cli.Out.ShouldContain("FROM flexcore_read_models.read_models");
    }

    [Fact]
    public async Task An_older_node_that_does_not_say_where_is_told_apart()
    {
        _online.Node.On("GET /api/v1/projections", """{"projections":[]}""");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "projection", "where");

        _online.Cli.Error.ShouldContain("read_models.db");
    }

    [Fact]
    public async Task Lint_names_mistakes_with_their_places_and_needs_no_node()
    {
        var file = _online.Cli.Write("totals.yaml", "name: totals\nfrom: [Added]\nrules:\n  - incremnt: { total: data.amount }\n");

        (await _online.Cli.RunAsync("projection", "lint", file)).ShouldBe((int)ExitCode.InvalidPipeline);

        (_online.Cli.Out + _online.Cli.Error).ShouldContain("totals.yaml:4:5");
    }

    [Fact]
    public async Task Declare_sends_the_file()
    {
        var file = _online.Cli.Write("totals.yaml", "name: totals");
        _online.Node.On("POST /api/v1/projections", Totals, 201);

        await _online.ShouldExitAsync(ExitCode.Success, "projection", "declare", file);

        _online.Node.Seen.ShouldBe(["""POST /api/v1/projections {"document":"name: totals"}"""]);
    }
}
