using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class EventCommandTests : IDisposable
{
    private const string Events = """
        : connected

        id: c-1
        data: {"id":"e","kind":"pipeline","key":"orders","version":1,"type":"pipeline.created","at":"2026-03-01T12:00:00Z","payload":{"name":"orders"}}

        id: c-2
        data: no json at all

        """;

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Tail_shows_each_event_on_a_line()
    {
        _online.Node.On("GET /api/v1/events", Stream(Events), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "tail", "--count", "2");

        _online.Cli.Out.ShouldBe("2026-03-01T12:00:00Z      pipeline/orders 1  pipeline.created  {\"name\":\"orders\"}\nno json at all\n");
    }

    [Fact]
    public async Task Tail_of_a_topic_shows_the_records()
    {
        _online.Node.On("GET /api/v1/topics/orders/tail", Stream("id: 1\ndata: {\"a\":1}\n\nid: 2\ndata: {\"a\":2}\n\n"), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "tail", "--topic", "orders", "--from-start", "-n", "2");

        _online.Cli.Out.ShouldBe("{\"a\":1}\n{\"a\":2}\n");
        _online.Node.Seen.ShouldBe(["GET /api/v1/topics/orders/tail?from=start"]);
    }

    [Fact]
    public async Task Tail_as_json_carries_the_id_to_go_on_behind()
    {
        _online.Node.On("GET /api/v1/topics/orders/tail", Stream("id: 7\ndata: {\"a\":1}\n\n"), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "tail", "-t", "orders", "-n", "1", "-o", "json");

        using var line = JsonDocument.Parse(_online.Cli.Out);
        line.RootElement.GetProperty("id").GetString().ShouldBe("7");
        line.RootElement.GetProperty("data").GetProperty("a").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Kinds_are_chosen_by_the_node()
    {
        _online.Node.On("GET /api/v1/events", Stream(Events), contentType: "text/event-stream");

        await _online.ShouldExitAsync(ExitCode.Success, "event", "tail", "--kind", "pipeline", "-n", "1");

        _online.Node.Seen.ShouldBe(["GET /api/v1/events?from=end&kind=pipeline"]);
    }

    [Theory]
    [InlineData("event tail --topic a --kind b", "--topic and --kind exclude each other")]
    [InlineData("event tail --from-start --after 3", "--from-start and --after exclude each other")]
    public async Task Contradictions_are_usage_mistakes(string line, string message)
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Usage, line.Split(' '));

        _online.Cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task A_cursor_that_belongs_elsewhere_is_refused()
    {
        _online.Node.Refuses("GET /api/v1/events", 400, "bad-cursor", "The Last-Event-ID 'x' is no cursor of this feed.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "event", "tail", "--after", "x");

        _online.Cli.Error.ShouldContain("is no cursor of this feed");
    }

    public void Dispose() => _online.Dispose();

    private static string Stream(string text) => text.ReplaceLineEndings("\n") + "\n";
}
