using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class TopicCommandTests : IDisposable
{
    private const string Page = """{"items":[{"topic":"orders","records":1234567,"bytes":5000000,"position":9},{"topic":"x","records":1,"bytes":2,"position":2}],"total":7,"offset":0,"limit":2}""";

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task List_shows_a_line_for_each_topic_and_says_when_there_are_more()
    {
        _online.Node.On("GET /api/v1/topics", Page);

        await _online.ShouldExitAsync(ExitCode.Success, "topic", "list");

        _online.Cli.Out.ShouldBe("""
            TOPIC   RECORDS    BYTES   POSITION
            orders  1,234,567  5.0 MB  9
            x       1          2 B     2

            """.ReplaceLineEndings("\n"));
        _online.Cli.Error.ShouldBe("2 of 7 are shown; --limit and --offset show others.\n");
    }

    [Fact]
    public async Task List_passes_filter_and_part_on_and_gives_the_page_as_json()
    {
        _online.Node.On("GET /api/v1/topics", Page);

        await _online.ShouldExitAsync(ExitCode.Success, "topic", "list", "--filter", "or", "--limit", "2", "--offset", "4", "-o", "json");

        _online.Node.Seen.ShouldBe(["GET /api/v1/topics?limit=2&offset=4&filter=or"]);
        using var page = JsonDocument.Parse(_online.Cli.Out);
        page.RootElement.GetProperty("items")[0].GetProperty("records").GetInt64().ShouldBe(1_234_567);
    }

    [Fact]
    public async Task Topics_have_no_status()
    {
        await _online.Cli.ShouldExitAsync(ExitCode.Usage, "topic", "list", "--status", "running");

        _online.Cli.Error.ShouldContain("There is no option '--status' for 'topic list'.");
    }

    public void Dispose() => _online.Dispose();
}
